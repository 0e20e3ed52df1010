import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveSocket } from './socket.ts';
import { backOff, Sockets } from './socket.ts';

type Sent = { type: string };

/** The network edge: what the browser would give us. */
class FakeWebSocket {
  static readonly OPEN = 1;
  static all: FakeWebSocket[] = [];
  readonly url: URL;
  readyState = 0;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(url: URL) {
    this.url = url;
    FakeWebSocket.all.push(this);
  }

  static get last(): FakeWebSocket {
    const last = FakeWebSocket.all.at(-1);
    if (!last) throw new Error('no socket was opened');
    return last;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  say(event: unknown): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }

  /** The other side, or the line, closes. */
  drop(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.readyState = 3;
  }
}

describe('a socket that comes back', () => {
  let http: HttpTestingController;
  let socket: LiveSocket<Sent>;
  let heard: unknown[];
  let lastSeq: number | undefined;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', FakeWebSocket);
    vi.spyOn(Math, 'random').mockReturnValue(1);
    FakeWebSocket.all = [];
    heard = [];
    lastSeq = undefined;
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
    socket = TestBed.inject(Sockets).open<unknown, Sent>({
      path: '/ws/study-groups/1/',
      after: () => lastSeq,
      onEvent: (event) => heard.push(event),
    });
  });

  afterEach(() => {
    socket.close();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  async function giveTicket(ticket = 'abc'): Promise<void> {
    http.expectOne('/api/auth/ws-ticket').flush({ ticket });
    await vi.advanceTimersByTimeAsync(0);
  }

  async function opened(): Promise<void> {
    await giveTicket();
    FakeWebSocket.last.open();
  }

  it('asks for a ticket and shows it instead of the session token', async () => {
    expect(socket.state()).toBe('connecting');
    await giveTicket('once');
    expect(FakeWebSocket.last.url.pathname).toBe('/ws/study-groups/1/');
    expect(FakeWebSocket.last.url.searchParams.get('token')).toBe('once');
    FakeWebSocket.last.open();
    expect(socket.state()).toBe('open');
    FakeWebSocket.last.say({ type: 'hello' });
    expect(heard).toEqual([{ type: 'hello' }]);
  });

  it('sends only while it is open, and says so', async () => {
    expect(socket.send({ type: 'typing' })).toBe(false);
    await opened();
    expect(socket.send({ type: 'typing' })).toBe(true);
    expect(FakeWebSocket.last.sent).toEqual(['{"type":"typing"}']);
  });

  it('comes back with a new ticket and the last number that it has', async () => {
    await opened();
    lastSeq = 41;
    FakeWebSocket.last.drop(1006);
    expect(socket.state()).toBe('waiting');
    expect(socket.retryAt()).toBe(Date.now() + 500);
    await vi.advanceTimersByTimeAsync(500);
    await giveTicket('second');
    expect(FakeWebSocket.last.url.searchParams.get('after')).toBe('41');
    expect(FakeWebSocket.last.url.searchParams.get('token')).toBe('second');
  });

  it('waits longer after each failure, never longer than half a minute, and starts short again after a success', async () => {
    const waits: number[] = [];
    for (let failure = 0; failure < 9; failure++) {
      await giveTicket();
      FakeWebSocket.last.drop(1006);
      waits.push((socket.retryAt() ?? 0) - Date.now());
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    await opened();
    FakeWebSocket.last.drop(1012);
    expect((socket.retryAt() ?? 0) - Date.now()).toBe(500);
  });

  it('draws the wait from the whole range, so that a thousand clients do not come back at once', () => {
    expect(backOff(3, () => 0)).toBe(0);
    expect(backOff(3, () => 0.5)).toBe(2000);
    expect(backOff(30, () => 1)).toBe(30_000);
  });

  it('comes back at once when the network does', async () => {
    await opened();
    dispatchEvent(new Event('offline'));
    expect(socket.state()).toBe('waiting');
    dispatchEvent(new Event('online'));
    expect(socket.state()).toBe('connecting');
    await opened();
    expect(socket.state()).toBe('open');
  });

  it('stops when the session has ended', async () => {
    http.expectOne('/api/auth/ws-ticket').flush({}, { status: 401, statusText: 'Unauthorized' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(socket.state()).toBe('closed');
    http.expectNone('/api/auth/ws-ticket');
  });

  it.each([4401, 4403, 1008])('stops when the server closes with %i', async (code) => {
    await opened();
    FakeWebSocket.last.drop(code);
    expect(socket.state()).toBe('closed');
    await vi.advanceTimersByTimeAsync(60_000);
    http.expectNone('/api/auth/ws-ticket');
  });

  it('does not trust a socket that slept with the laptop', async () => {
    await opened();
    const before = FakeWebSocket.last;
    vi.setSystemTime(Date.now() + 600_000);
    await vi.advanceTimersByTimeAsync(5000);
    await giveTicket();
    expect(FakeWebSocket.last).not.toBe(before);
    before.say({ type: 'late' });
    expect(heard).toEqual([]);
  });

  it('gives up on a connection that never opens', async () => {
    await giveTicket();
    const first = FakeWebSocket.last;
    await vi.advanceTimersByTimeAsync(12_000);
    expect(first.readyState).toBe(3);
  });
});
