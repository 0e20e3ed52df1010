import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./study-groups.ts').then((m) => m.StudyGroups) },
];
