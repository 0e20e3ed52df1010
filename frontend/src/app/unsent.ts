import { effect, inject, Injector } from '@angular/core';
import { AuthService } from './platform/session.ts';

/** Not before the first screen stands. */
const AFTER = 1_500;

/** What was written in a group and not sent goes out wherever the person comes in again. */
export function sendUnsent(): void {
  const auth = inject(AuthService);
  const injector = inject(Injector);
  const waiting = effect(() => {
    if (!auth.signedIn()) return;
    waiting.destroy();
    setTimeout(
      () => void import('./study-groups/outbox.ts').then(({ Outbox }) => injector.get(Outbox)),
      AFTER,
    );
  });
}
