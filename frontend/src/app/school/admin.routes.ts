import type { Routes } from '@angular/router';

/** The parts of `/admin` about classes, rooms and departments. */
export const routes: Routes = [
  {
    path: 'classes',
    title: 'Classes',
    loadComponent: () => import('./classes.ts').then((m) => m.Classes),
  },
  {
    path: 'classes/:id',
    title: 'Class',
    loadComponent: () => import('./class.ts').then((m) => m.ClassPage),
  },
  { path: 'rooms', title: 'Rooms', loadComponent: () => import('./rooms.ts').then((m) => m.Rooms) },
  {
    path: 'departments',
    title: 'Departments',
    loadComponent: () => import('./departments.ts').then((m) => m.Departments),
  },
];
