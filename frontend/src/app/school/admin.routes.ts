import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'users' },
  { path: 'rooms', title: 'Rooms', loadComponent: () => import('./rooms.ts').then((m) => m.Rooms) },
];
