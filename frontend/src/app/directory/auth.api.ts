import type { AuthSettings } from '@api/directory';
import { HttpClient, httpResource } from '@angular/common/http';
import type { HttpResourceRef } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';

/** The calls around accounts that need no session. Signing in and out is `AuthService`. */
@Injectable({ providedIn: 'root' })
export class AuthApi {
  private readonly http = inject(HttpClient);

  /** Call it where `inject` works. */
  settings(): HttpResourceRef<AuthSettings | undefined> {
    return httpResource<AuthSettings>(() => '/api/auth/settings');
  }

  forgot(email: string): Promise<unknown> {
    return firstValueFrom(this.http.post('/api/auth/password/forgot', { email }));
  }

  reset(token: string, password: string): Promise<unknown> {
    return firstValueFrom(this.http.post('/api/auth/password/reset', { token, password }));
  }

  verify(token: string): Promise<unknown> {
    return firstValueFrom(this.http.post('/api/auth/verify', { token }));
  }

  resendVerification(): Promise<unknown> {
    return firstValueFrom(this.http.post('/api/auth/verify/resend', {}));
  }
}
