import { computed, signal } from '@angular/core';

const TYPING_FADES = 5_000;

/** Who else is in a group's chat right now, and who is writing. */
export class Company {
  private readonly writers = signal<readonly number[]>([]);
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly me: number;

  /** User ids, mine included. */
  readonly here = signal<ReadonlySet<number>>(new Set());
  readonly typing = computed(() => this.writers().filter((id) => this.here().has(id)));

  constructor(me: number) {
    this.me = me;
  }

  types(userId: number): void {
    if (userId === this.me) return;
    clearTimeout(this.timers.get(userId));
    this.timers.set(
      userId,
      setTimeout(() => this.stops(userId), TYPING_FADES),
    );
    if (!this.writers().includes(userId)) this.writers.update((writers) => [...writers, userId]);
  }

  stops(userId: number): void {
    clearTimeout(this.timers.get(userId));
    this.timers.delete(userId);
    if (this.writers().includes(userId)) this.writers.update((all) => all.filter((id) => id !== userId));
  }

  /** The line is gone: nobody knows. */
  leave(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.writers.set([]);
    this.here.set(new Set());
  }
}

/** "Faith is typing. 5 of 9 here" */
export function companyWords(typing: readonly string[], here: number, members: number): string {
  const count = here > 0 ? `${here} of ${Math.max(members, here)} here` : '';
  return [typingWords(typing), count].filter(Boolean).join(' ');
}

function typingWords(names: readonly string[]): string {
  const [first, second] = names;
  if (!first) return '';
  if (!second) return `${first} is typing.`;
  return names.length === 2 ? `${first} and ${second} are typing.` : `${names.length} are typing.`;
}
