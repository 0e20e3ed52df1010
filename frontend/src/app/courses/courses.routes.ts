import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./courses.ts').then((m) => m.Courses) },
  { path: ':id', loadComponent: () => import('./course.ts').then((m) => m.CoursePage) },
];
