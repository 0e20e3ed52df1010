import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./meetings.ts').then((m) => m.Meetings) },
  {
    path: 'from-slot',
    title: 'Meeting',
    loadComponent: () => import('./from-slot.ts').then((m) => m.FromSlot),
  },
  { path: ':id', title: 'Meeting', loadComponent: () => import('./meeting.ts').then((m) => m.MeetingPage) },
];
