import type { Routes } from '@angular/router';

/** The parts of `/admin` about people, years and the house itself. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'users' },
  { path: 'users', title: 'People', loadComponent: () => import('./users.ts').then((m) => m.Users) },
  {
    path: 'semesters',
    title: 'Years and semesters',
    loadComponent: () => import('./semesters.ts').then((m) => m.Semesters),
  },
  { path: 'audit', title: 'Changes', loadComponent: () => import('./audit.ts').then((m) => m.Audit) },
  { path: 'health', title: 'Health', loadComponent: () => import('./health.ts').then((m) => m.Health) },
];
