import type { OpenSession, ProfilePatch, User } from '@api/directory';
import { HttpClient, httpResource } from '@angular/common/http';
import type { HttpResourceRef } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { AuthService } from '../platform/session.ts';

/** My own account. What it changes is known to the whole app at once. */
@Injectable({ providedIn: 'root' })
export class ProfileApi {
  private readonly http = inject(HttpClient);
  private readonly auth = inject(AuthService);

  async update(patch: ProfilePatch): Promise<void> {
    this.auth.setUser(await firstValueFrom(this.http.patch<User>('/api/users/me', patch)));
  }

  async setPicture(picture: Blob): Promise<void> {
    const body = new FormData();
    body.append('file', picture, 'picture');
    this.auth.setUser(await firstValueFrom(this.http.post<User>('/api/users/me/avatar', body)));
  }

  async removePicture(): Promise<void> {
    await firstValueFrom(this.http.delete('/api/users/me/avatar'));
    await this.auth.reread();
  }

  changePassword(current_password: string, password: string): Promise<unknown> {
    return firstValueFrom(this.http.post('/api/auth/password/change', { current_password, password }));
  }

  /** Call it where `inject` works. */
  sessions(): HttpResourceRef<{ readonly items: readonly OpenSession[] } | undefined> {
    return httpResource<{ readonly items: readonly OpenSession[] }>(() => '/api/users/me/sessions');
  }

  endSession(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/users/me/sessions/${encodeURIComponent(id)}`));
  }

  endOtherSessions(): Promise<unknown> {
    return firstValueFrom(this.http.delete('/api/users/me/sessions'));
  }
}
