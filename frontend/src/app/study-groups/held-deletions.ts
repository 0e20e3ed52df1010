import { signal } from '@angular/core';

export const UNDO_WITHIN = 6_000;

/**
 * Deletions that can still be undone: shown as done here at once, told to the server after a while or when the page goes.
 * `send` answers false when there is no line; what could not be told is told by `resend`.
 */
export class HeldDeletions {
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly hidden = signal<ReadonlySet<number>>(new Set());
  private readonly untold = new Set<number>();
  private readonly send: (id: number) => boolean;

  /** Ids of messages that are to be drawn as deleted. */
  readonly ids = this.hidden.asReadonly();

  constructor(send: (id: number) => boolean) {
    this.send = send;
  }

  hold(id: number): void {
    this.hidden.update((ids) => new Set(ids).add(id));
    this.timers.set(
      id,
      setTimeout(() => this.tell(id), UNDO_WITHIN),
    );
  }

  /** False when it is too late. */
  undo(id: number): boolean {
    if (!this.timers.has(id)) return false;
    this.stop(id);
    this.forget(id);
    return true;
  }

  /** The server has done it, or refused. */
  forget(id: number): void {
    this.untold.delete(id);
    this.hidden.update((ids) => new Set([...ids].filter((other) => other !== id)));
  }

  /** The server refused one of those that it was told of, without saying which: all of them show again. */
  restoreTold(): void {
    this.hidden.update((ids) => new Set([...ids].filter((id) => this.timers.has(id) || this.untold.has(id))));
  }

  /** The page goes: what was deleted must not come back. */
  tellAll(): void {
    for (const id of [...this.timers.keys()]) this.tell(id);
  }

  resend(): void {
    for (const id of [...this.untold]) if (this.send(id)) this.untold.delete(id);
  }

  private tell(id: number): void {
    this.stop(id);
    if (!this.send(id)) this.untold.add(id);
  }

  private stop(id: number): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }
}
