import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./meetings.ts').then((m) => m.Meetings) },
];
