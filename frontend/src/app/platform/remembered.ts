import { httpResource } from '@angular/common/http';
import { computed, effect, inject, Injectable, resourceFromSnapshots, signal } from '@angular/core';
import type { Resource } from '@angular/core';
import { AuthService } from './session.ts';

/** The last good answer of each address, while the app is open. Another person finds none of it. */
@Injectable({ providedIn: 'root' })
class Answers {
  private readonly auth = inject(AuthService);
  private readonly answers = signal<ReadonlyMap<string, unknown>>(new Map());
  private readonly key = (url: string) => `${this.auth.user()?.id ?? ''} ${url}`;

  keep(url: string, answer: unknown): void {
    this.answers.update((answers) => new Map(answers).set(this.key(url), answer));
  }
  find(url: string): unknown {
    return this.answers().get(this.key(url));
  }
}

export interface Remembered<T> extends Resource<T | undefined> {
  reload(): boolean;
  /** True while an older answer is shown because a newer one did not come. */
  readonly outdated: () => boolean;
}

/** Like `httpResource`, but what was read once is shown again at once, and stays when the line is gone. Call it where `inject` works. */
export function remembered<T>(url: () => string | undefined): Remembered<T> {
  const answers = inject(Answers);
  const fetched = httpResource<T>(url);
  effect(() => {
    const address = url();
    if (address && fetched.status() === 'resolved') answers.keep(address, fetched.value());
  });
  const last = computed(() => {
    const address = url();
    // What was kept under an address is what that address answered.
    return address === undefined ? undefined : (answers.find(address) as T | undefined);
  });
  const shown = resourceFromSnapshots<T | undefined>(() => {
    const snapshot = fetched.snapshot();
    const known = last();
    const waits = snapshot.status === 'error' || (snapshot.status !== 'idle' && snapshot.value === undefined);
    return waits && known !== undefined ? { status: 'resolved', value: known } : snapshot;
  });
  return Object.assign(shown, {
    reload: () => fetched.reload(),
    outdated: computed(() => fetched.status() === 'error' && last() !== undefined),
  });
}
