import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { Router } from '@angular/router';
import type { Role } from './session.ts';
import { AuthService } from './session.ts';

/** Sends people who are not signed in to /login and back afterwards. */
export const signedIn: CanActivateFn = (_route, state) => {
  if (inject(AuthService).signedIn()) return true;
  const queryParams = state.url === '/' ? {} : { next: state.url };
  return inject(Router).createUrlTree(['/login'], { queryParams });
};

/** The sign-in pages make no sense for someone who is in. */
export const signedOut: CanActivateFn = () =>
  inject(AuthService).signedIn() ? inject(Router).createUrlTree(['/dashboard']) : true;

/** Only convenience: the API decides who may do what. */
export function role(...roles: readonly Role[]): CanActivateFn {
  return () => {
    const user = inject(AuthService).user();
    return (user && roles.includes(user.role)) || inject(Router).createUrlTree(['/dashboard']);
  };
}
