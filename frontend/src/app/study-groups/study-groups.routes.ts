import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    loadComponent: () => import('./groups.ts').then((m) => m.Groups),
    children: [
      { path: '', pathMatch: 'full', loadComponent: () => import('./no-group.ts').then((m) => m.NoGroup) },
      {
        path: 'discover',
        title: 'Find a group',
        loadComponent: () => import('./discover.ts').then((m) => m.Discover),
      },
      {
        path: 'join/:code',
        title: 'Invitation',
        loadComponent: () => import('./invitation.ts').then((m) => m.InvitationScreen),
      },
      { path: ':id', loadComponent: () => import('./group.ts').then((m) => m.GroupScreen) },
    ],
  },
];
