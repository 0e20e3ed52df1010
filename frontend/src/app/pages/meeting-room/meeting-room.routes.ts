import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./meeting-room.ts').then((m) => m.MeetingRoom) },
];
