import type { Routes } from '@angular/router';

export const routes: Routes = [{ path: '', loadComponent: () => import('./room.ts').then((m) => m.Room) }];
