import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./timetable.ts').then((m) => m.Timetable) },
];
