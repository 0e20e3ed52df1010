import { signal } from '@angular/core';
import type { Message, StudyGroup } from '@api/study-groups';

const TELL_AFTER = 400;

/** How far I have read one group: the line of new messages, which stays where it was when I came, and what the server is told. */
export class ReadPosition {
  private readonly me: number;
  private readonly tell: (seq: number) => boolean;
  private upTo = 0;
  private told = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private leftAt: number | null = null;

  readonly line = signal<{ readonly after: number; readonly count: number } | null>(null);

  /** `tell` answers false when there is no line. */
  constructor(me: number, tell: (seq: number) => boolean) {
    this.me = me;
    this.tell = tell;
  }

  enter({ my, unread }: Pick<StudyGroup, 'my' | 'unread'>): void {
    this.upTo = my?.last_read_seq ?? 0;
    this.told = this.upTo;
    this.line.set(unread > 0 ? { after: this.upTo, count: unread } : null);
  }

  /** This message was in sight of a person who is looking. */
  saw(seq: number): void {
    if (seq <= this.upTo) return;
    this.upTo = seq;
    this.timer ??= setTimeout(() => this.resend(), TELL_AFTER);
  }

  /** Somebody has read so far; when it is me, on another device, that counts here too. */
  heard(userId: number, seq: number): void {
    if (userId !== this.me) return;
    this.upTo = Math.max(this.upTo, seq);
    this.told = Math.max(this.told, seq);
  }

  /** Tells the server what it does not know yet. */
  resend(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.upTo > this.told && this.tell(this.upTo)) this.told = this.upTo;
  }

  /** The window went behind another one: what comes now is new when the person returns. */
  lookAway(): void {
    this.leftAt = this.upTo;
  }

  lookBack(messages: readonly Message[]): void {
    const after = this.leftAt;
    this.leftAt = null;
    if (after === null) return;
    const count = this.unreadOf(messages, after);
    if (count > 0) this.line.set({ after, count });
  }

  /** Messages of others that I have not seen. */
  unreadOf(messages: readonly Message[], after = this.upTo): number {
    let count = 0;
    for (let index = messages.length - 1; index >= 0; index--) {
      const message = messages[index];
      if (!message || message.seq <= after) break;
      if (message.sender.id !== this.me && !message.deleted_at) count++;
    }
    return count;
  }
}
