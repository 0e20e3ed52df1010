import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, describe, expect, it } from 'vitest';
import type { LiveEvent } from './live.ts';
import { Live } from './live.ts';
import { AuthService } from './session.ts';
import type { LiveSocket, SocketOptions } from './socket.ts';
import { Sockets } from './socket.ts';

const USER = { id: 1, full_name: 'A', role: 'student', time_zone: 'UTC' };

/** Stands for the line to the server. */
class Line {
  options: SocketOptions<LiveEvent> | null = null;
  closed = 0;

  open(options: SocketOptions<LiveEvent>): LiveSocket<never> {
    this.options = options;
    const close = () => void this.closed++;
    return { state: signal('open'), retryAt: signal(null), send: () => true, retry: () => undefined, close };
  }
}

function start(): { live: Live; line: Line } {
  localStorage.setItem('session', JSON.stringify({ token: 't', user: USER }));
  const line = new Line();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      provideRouter([{ path: 'login', children: [] }]),
      { provide: Sockets, useValue: line },
    ],
  });
  const live = TestBed.inject(Live);
  TestBed.tick();
  return { live, line };
}

describe('what concerns me, live', () => {
  afterEach(() => localStorage.clear());

  it('counts what is unread', () => {
    const { live, line } = start();
    line.options?.onEvent({ type: 'unread', counts: { groups: { 1: 4, 7: 3 }, notifications: 2 } });
    expect(live.unreadMessages()).toBe(7);
    expect(live.unread().notifications).toBe(2);
    live.setGroupUnread(1, 0);
    expect(live.unreadMessages()).toBe(3);
  });

  it('counts what happens between two counts of the server', () => {
    const { live, line } = start();
    line.options?.onEvent({ type: 'unread', counts: { groups: {}, notifications: 2 } });
    line.options?.onEvent({ type: 'notification', notification: { id: 9 } });
    expect(live.unread().notifications).toBe(3);
  });

  it('hands each event to those who asked for its type, until they stop', () => {
    const { live, line } = start();
    const heard: LiveEvent[] = [];
    const stop = live.on('meeting', (event) => heard.push(event));
    line.options?.onEvent({ type: 'meeting', id: 5 });
    line.options?.onEvent({ type: 'timetable' });
    stop();
    line.options?.onEvent({ type: 'meeting', id: 6 });
    expect(heard).toEqual([{ type: 'meeting', id: 5 }]);
  });

  it('says when the line is back, so that screens read again', () => {
    const { live, line } = start();
    let back = 0;
    live.on('reconnected', () => back++);
    line.options?.onOpen?.();
    expect(back).toBe(1);
  });

  it('hangs up when the person signs out', () => {
    const { live, line } = start();
    line.options?.onEvent({ type: 'unread', counts: { groups: { 1: 4 }, notifications: 2 } });
    TestBed.inject(AuthService).expire();
    TestBed.tick();
    expect(line.closed).toBe(1);
    expect(live.unreadMessages()).toBe(0);
  });
});
