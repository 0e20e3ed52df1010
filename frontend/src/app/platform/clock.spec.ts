import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Clock, duration } from './clock.ts';

describe('the clock', () => {
  let clock: Clock;

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-03-17T07:52:10Z') });
    const user = { id: 1, full_name: 'A', role: 'student', time_zone: 'Africa/Nairobi' };
    localStorage.setItem('session', JSON.stringify({ token: 't', user }));
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([])],
    });
    clock = TestBed.inject(Clock);
  });

  afterEach(() => {
    vi.useRealTimers();
    localStorage.clear();
  });

  it('writes times in the zone of the profile, whatever the browser thinks', () => {
    expect(clock.time('2026-03-17T07:52:00Z')).toBe('10:52');
    expect(clock.range('2026-03-17T07:00:00Z', '2026-03-17T08:30:00Z')).toBe('10:00–11:30');
    expect(clock.day('2026-03-17T21:30:00Z')).toBe('Wed 18 March');
    expect(clock.longDay('2026-03-17T07:00:00Z')).toBe('Tuesday 17 March');
  });

  it('names days by how near they are', () => {
    expect(clock.dayName('2026-03-17T20:00:00Z')).toBe('Today');
    expect(clock.dayName('2026-03-17T21:00:00Z')).toBe('Tomorrow');
    expect(clock.dayName('2026-03-16T10:00:00Z')).toBe('Yesterday');
    expect(clock.dayName('2026-03-20T10:00:00Z')).toBe('Fri 20 March');
  });

  it('keeps stamps short', () => {
    expect(clock.stamp('2026-03-17T05:00:00Z')).toBe('08:00');
    expect(clock.stamp('2026-03-15T05:00:00Z')).toBe('Sun');
    expect(clock.stamp('2026-02-02T05:00:00Z')).toBe('2 Feb');
    expect(clock.stamp('2025-02-02T05:00:00Z')).toBe('2 Feb 2025');
  });

  it('says how far away a moment is while that is near', () => {
    expect(clock.relative('2026-03-17T08:00:00Z')).toBe('in 8 min');
    expect(clock.relative('2026-03-17T09:57:00Z')).toBe('in 2 h 5 min');
    expect(clock.relative('2026-03-17T07:44:00Z')).toBe('8 min ago');
    expect(clock.relative('2026-03-17T07:52:05Z')).toBe('now');
    expect(clock.relative('2026-03-20T07:52:00Z')).toBe('Fri 20 March');
  });

  it('moves the minute once a minute', () => {
    const before = clock.minute();
    vi.advanceTimersByTime(49_000);
    expect(clock.minute()).toBe(before);
    vi.advanceTimersByTime(2000);
    expect(clock.minute()).toBe(before + 60_000);
  });

  it('writes lengths of time without zeros', () => {
    expect([5, 60, 84, 120].map(duration)).toEqual(['5 min', '1 h', '1 h 24 min', '2 h']);
  });
});
