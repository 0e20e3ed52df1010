import { DestroyRef, inject, Injectable, signal } from '@angular/core';

/** Whether the browser believes it has a network, and since when it does not. */
@Injectable({ providedIn: 'root' })
export class Online {
  readonly online = signal(navigator.onLine);
  readonly lostAt = signal<Date | null>(navigator.onLine ? null : new Date());

  constructor() {
    const listening = new AbortController();
    addEventListener('online', () => this.set(true), { signal: listening.signal });
    addEventListener('offline', () => this.set(false), { signal: listening.signal });
    inject(DestroyRef).onDestroy(() => listening.abort());
  }

  private set(online: boolean): void {
    this.online.set(online);
    this.lostAt.set(online ? null : new Date());
  }
}
