import type { User } from '@api/directory';
import type { Role } from '@api/platform';
import { HttpClient } from '@angular/common/http';
import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';

export type { Role };
/** The person who is signed in, as GET /api/users/me tells. */
export type Me = User;

interface Session {
  readonly token: string;
  readonly user: Me;
}

const KEY = 'session';

function restored(): Session | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return typeof value === 'object' && value !== null && 'token' in value && 'user' in value
      ? (value as Session)
      : null;
  } catch {
    return null;
  }
}

/** Who is signed in in this browser. Kept in localStorage, so every tab has the same answer. */
@Injectable({ providedIn: 'root' })
export class AuthService {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly session = signal<Session | null>(restored());

  readonly token = computed(() => this.session()?.token ?? null);
  readonly user = computed(() => this.session()?.user ?? null);
  readonly signedIn = computed(() => this.session() !== null);

  constructor() {
    const listening = new AbortController();
    addEventListener('storage', (event) => this.follow(event), { signal: listening.signal });
    inject(DestroyRef).onDestroy(() => listening.abort());
    // Later than the constructor: the interceptor itself asks for this service.
    if (this.session()) queueMicrotask(() => void this.reread());
  }

  async login(email: string, password: string): Promise<void> {
    this.keep(await firstValueFrom(this.http.post<Session>('/api/auth/login', { email, password })));
  }

  async register(input: { email: string; password: string; full_name: string }): Promise<void> {
    this.keep(await firstValueFrom(this.http.post<Session>('/api/auth/register', input)));
  }

  /** Ends the session at the server, and here even when the server does not answer. */
  async logout(): Promise<void> {
    await firstValueFrom(this.http.post('/api/auth/logout', null)).catch(() => undefined);
    this.keep(null);
    await this.router.navigateByUrl('/login');
  }

  /** The server no longer knows the session: go and sign in, then come back to where we were. */
  expire(): void {
    if (!this.session()) return;
    this.keep(null);
    const next = this.router.url;
    void this.router.navigate(['/login'], { queryParams: next === '/' ? {} : { next } });
  }

  /** Reads the person again, after the profile changed or when the app starts. */
  async reread(): Promise<void> {
    const user = await firstValueFrom(this.http.get<Me>('/api/users/me')).catch(() => null);
    if (user) this.setUser(user);
  }

  setUser(user: Me): void {
    const session = this.session();
    if (session) this.keep({ ...session, user });
  }

  private keep(session: Session | null): void {
    if (session) localStorage.setItem(KEY, JSON.stringify(session));
    else localStorage.removeItem(KEY);
    this.session.set(session);
  }

  private follow(event: StorageEvent): void {
    if (event.key !== KEY && event.key !== null) return;
    const before = this.session();
    const after = restored();
    this.session.set(after);
    if (before && !after) void this.router.navigateByUrl('/login');
    else if (!before && after) void this.router.navigateByUrl('/');
  }
}
