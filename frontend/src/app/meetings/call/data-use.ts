import { computed, Injectable, signal } from '@angular/core';
import type { Bytes } from './engine.ts';

const KEY = 'call-data';
const MEETINGS_KEPT = 20;
const NONE: Bytes = { sent: 0, received: 0 };

interface Book {
  readonly month: string;
  readonly thisMonth: Bytes;
  readonly meetings: Readonly<Record<string, Bytes>>;
}

function add(a: Bytes = NONE, b: Bytes = NONE): Bytes {
  return { sent: a.sent + b.sent, received: a.received + b.received };
}

/** What calls used of this device's line, per meeting and per month. Stays in this browser. */
@Injectable({ providedIn: 'root' })
export class DataUse {
  private readonly book = signal(read());
  readonly thisMonth = computed(() => this.book().thisMonth);

  ofMeeting(id: number): Bytes {
    return this.book().meetings[id] ?? NONE;
  }

  count(meetingId: number, bytes: Bytes): void {
    if (bytes.sent + bytes.received === 0) return;
    // Read anew: another tab may be in a call as well.
    const book = read();
    const before = Object.entries(book.meetings).filter(([id]) => id !== String(meetingId));
    const mine = [String(meetingId), add(book.meetings[meetingId], bytes)] as const;
    const meetings = Object.fromEntries([...before.slice(1 - MEETINGS_KEPT), mine]);
    const next = { month: book.month, thisMonth: add(book.thisMonth, bytes), meetings };
    this.book.set(next);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Full or forbidden: counted until the page closes.
    }
  }
}

function read(now = new Date()): Book {
  const month = `${now.getFullYear()}-${now.getMonth() + 1}`;
  const fresh: Book = { month, thisMonth: NONE, meetings: {} };
  try {
    const kept = { ...fresh, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
    return kept.month === month ? kept : { ...kept, month, thisMonth: NONE };
  } catch {
    return fresh;
  }
}
