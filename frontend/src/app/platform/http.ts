import type { HttpInterceptorFn } from '@angular/common/http';
import { HttpErrorResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';
import { AuthService } from './session.ts';

/** Adds the session to calls of our own API, and signs out when the server says that it has ended. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/')) return next(request);
  const auth = inject(AuthService);
  const token = auth.token();
  const asked = token ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request;
  return next(asked).pipe(
    tap({
      error: (error: unknown) => {
        const refused = error instanceof HttpErrorResponse && error.status === 401;
        // A wrong password is a 401 too, but nobody's session; a late answer must not end a newer session.
        if (refused && token && token === auth.token()) auth.expire();
      },
    }),
  );
};
