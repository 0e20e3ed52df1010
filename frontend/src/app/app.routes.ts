import type { Routes } from '@angular/router';
import { role, signedIn, signedOut } from './platform/guards.ts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [signedOut],
    children: [
      {
        path: 'login',
        title: 'Sign in',
        loadComponent: () => import('./directory/login.ts').then((m) => m.Login),
      },
      {
        path: 'register',
        title: 'Create an account',
        loadComponent: () => import('./directory/register.ts').then((m) => m.Register),
      },
      {
        path: 'forgot',
        title: 'Forgotten password',
        loadComponent: () => import('./directory/forgot.ts').then((m) => m.Forgot),
      },
    ],
  },
  {
    path: 'reset',
    title: 'New password',
    loadComponent: () => import('./directory/reset.ts').then((m) => m.Reset),
  },
  {
    path: 'verify',
    title: 'Confirm your e-mail',
    loadComponent: () => import('./directory/verify.ts').then((m) => m.Verify),
  },
  {
    path: 'mailbox',
    title: 'Mailbox',
    loadComponent: () => import('./directory/mailbox.ts').then((m) => m.Mailbox),
  },
  {
    path: 'ui',
    title: 'Components',
    loadComponent: () => import('./platform/ui/gallery/gallery.ts').then((m) => m.Gallery),
  },
  // The call fills the window: no shell around it.
  {
    path: 'meetings/:id/room',
    title: 'Call',
    canActivate: [signedIn],
    loadChildren: () => import('./pages/meeting-room/meeting-room.routes.ts').then((m) => m.routes),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./platform/shell/shell.ts').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'dashboard' },
      {
        path: 'dashboard',
        title: 'Today',
        loadComponent: () => import('./pages/dashboard/dashboard.ts').then((m) => m.Dashboard),
      },
      {
        path: 'profile',
        title: 'Profile',
        loadComponent: () => import('./directory/profile.ts').then((m) => m.Profile),
      },
      {
        path: 'courses',
        title: 'Courses',
        loadChildren: () => import('./courses/courses.routes.ts').then((m) => m.routes),
      },
      {
        path: 'timetable',
        title: 'Timetable',
        loadChildren: () => import('./timetable/timetable.routes.ts').then((m) => m.routes),
      },
      {
        path: 'study-groups',
        title: 'Groups',
        loadChildren: () => import('./study-groups/study-groups.routes.ts').then((m) => m.routes),
      },
      {
        path: 'meetings',
        title: 'Meetings',
        loadChildren: () => import('./meetings/meetings.routes.ts').then((m) => m.routes),
      },
      {
        path: 'admin',
        title: 'University',
        canActivate: [role('admin')],
        children: [
          { path: '', loadChildren: () => import('./directory/admin.routes.ts').then((m) => m.routes) },
          { path: '', loadChildren: () => import('./school/admin.routes.ts').then((m) => m.routes) },
        ],
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: () => import('./pages/not-found.ts').then((m) => m.NotFound),
      },
    ],
  },
];
