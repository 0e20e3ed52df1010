import { HttpClient } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import type { Signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { toProblem } from './problem.ts';

/** connecting: on the way; open: events flow; waiting: will try again by itself; closed: will not. */
export type SocketState = 'connecting' | 'open' | 'waiting' | 'closed';

export interface SocketOptions<FromServer> {
  /** `/ws/study-groups/1/` */
  readonly path: string;
  /** The last number that I have; asked anew at each connection, so that the server sends what I missed. */
  readonly after?: () => number | undefined;
  readonly onEvent: (event: FromServer) => void;
  readonly onOpen?: () => void;
}

export interface LiveSocket<FromClient> {
  readonly state: Signal<SocketState>;
  /** When the next try is due, in ms since 1970; null unless waiting. */
  readonly retryAt: Signal<number | null>;
  /** False when the socket is not open: nothing is queued here. */
  send(event: FromClient): boolean;
  /** Tries at once instead of waiting. */
  retry(): void;
  close(): void;
}

const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** A page that was frozen this long cannot trust its socket: the other side may be gone without a word. */
const ASLEEP = 45_000;
const HEART = 5_000;
const OPEN_WITHIN = 12_000;

/** The server said that this will not become better by trying: signed out, removed, unreadable, over. */
const FINAL_CODES = new Set([1007, 1008, 4401, 4403, 4404, 4409]);

/** Exponential back-off with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): ms until try n. */
export function backOff(tries: number, random = Math.random): number {
  return random() * Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** tries);
}

/** Opens sockets that come back by themselves. Close them when the screen goes (`DestroyRef`). */
@Injectable({ providedIn: 'root' })
export class Sockets {
  private readonly http = inject(HttpClient);

  open<FromServer, FromClient>(options: SocketOptions<FromServer>): LiveSocket<FromClient> {
    return new ReconnectingSocket<FromServer, FromClient>(options, () =>
      firstValueFrom(this.http.post<{ ticket: string }>('/api/auth/ws-ticket', null)).then(
        ({ ticket }) => ticket,
      ),
    );
  }
}

class ReconnectingSocket<FromServer, FromClient> implements LiveSocket<FromClient> {
  readonly state = signal<SocketState>('connecting');
  readonly retryAt = signal<number | null>(null);

  private readonly options: SocketOptions<FromServer>;
  private readonly ticket: () => Promise<string>;
  private readonly listening = new AbortController();
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  /** Each attempt has a number, so that a late ticket or close of an older attempt is ignored. */
  private attempt = 0;
  private lastBeat = Date.now();

  constructor(options: SocketOptions<FromServer>, ticket: () => Promise<string>) {
    this.options = options;
    this.ticket = ticket;
    const { signal } = this.listening;
    addEventListener('online', () => this.retry(), { signal });
    addEventListener('offline', () => this.drop(), { signal });
    const heart = setInterval(() => this.beat(), HEART);
    signal.addEventListener('abort', () => clearInterval(heart));
    void this.connect();
  }

  send(event: FromClient): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(event));
    return true;
  }

  retry(): void {
    if (this.state() === 'closed' || this.state() === 'open') return;
    this.tries = 0;
    void this.connect();
  }

  close(): void {
    this.listening.abort();
    this.attempt++;
    this.hangUp();
    this.state.set('closed');
  }

  private async connect(): Promise<void> {
    const attempt = ++this.attempt;
    this.hangUp();
    this.state.set('connecting');
    try {
      const ticket = await this.ticket();
      if (attempt === this.attempt) this.dial(ticket, attempt);
    } catch (error) {
      if (attempt !== this.attempt) return;
      const { status } = toProblem(error);
      if (status === 401 || status === 403) this.close();
      else this.wait();
    }
  }

  private dial(ticket: string, attempt: number): void {
    const url = new URL(this.options.path, location.href.replace(/^http/, 'ws'));
    url.searchParams.set('token', ticket);
    const after = this.options.after?.();
    if (after !== undefined) url.searchParams.set('after', String(after));
    const socket = new WebSocket(url);
    this.socket = socket;
    this.timer = setTimeout(() => socket.close(), OPEN_WITHIN);
    socket.onopen = () => attempt === this.attempt && this.opened();
    socket.onmessage = (message) =>
      attempt === this.attempt && this.options.onEvent(JSON.parse(message.data));
    socket.onclose = ({ code }) => {
      if (attempt !== this.attempt) return;
      if (FINAL_CODES.has(code)) this.close();
      else this.wait();
    };
  }

  private opened(): void {
    clearTimeout(this.timer);
    this.tries = 0;
    this.lastBeat = Date.now();
    this.state.set('open');
    this.options.onOpen?.();
  }

  private wait(): void {
    this.attempt++;
    this.hangUp();
    const delay = backOff(this.tries++);
    this.state.set('waiting');
    this.retryAt.set(Date.now() + delay);
    this.timer = setTimeout(() => void this.connect(), delay);
  }

  /** The browser lost its network: say so now, the `online` event brings us back. */
  private drop(): void {
    if (this.state() === 'open' || this.state() === 'connecting') this.wait();
  }

  /** Timers stand still while a laptop sleeps, so a late beat means that we were away. */
  private beat(): void {
    const slept = Date.now() - this.lastBeat > ASLEEP;
    this.lastBeat = Date.now();
    if (slept && this.state() === 'open') void this.connect();
  }

  private hangUp(): void {
    clearTimeout(this.timer);
    this.retryAt.set(null);
    this.socket?.close();
    this.socket = null;
  }
}
