import type { Meeting } from '@api/meetings';
import { expect, it } from 'vitest';
import { countdown, instantOf, phaseOf, withNews } from './meeting-times.ts';

const meeting = {
  state: 'scheduled',
  starts_at: '2026-03-17T07:00:00.000Z',
  ends_at: '2026-03-17T08:00:00.000Z',
  joinable_at: '2026-03-17T06:55:00.000Z',
  started_at: null,
  may_join: false,
} as Meeting;
const at = (time: string) => Date.parse(`2026-03-17T${time}Z`);

it('a time on the wall is an instant of the viewer’s zone, also around a change of clocks', () => {
  expect(instantOf('2026-03-17', '10:00', 'Africa/Nairobi').toISOString()).toBe('2026-03-17T07:00:00.000Z');
  expect(instantOf('2026-03-28', '23:30', 'Europe/Berlin').toISOString()).toBe('2026-03-28T22:30:00.000Z');
  expect(instantOf('2026-03-29', '03:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z');
});

it('a waiting meeting opens on the second, and is over at its end', () => {
  expect(phaseOf(meeting, at('06:54:59'))).toBe('waiting');
  expect(phaseOf(meeting, at('06:55:00'))).toBe('open');
  expect(phaseOf(meeting, at('08:00:00'))).toBe('over');
});

it('a live meeting stays open for half an hour after its end', () => {
  const live: Meeting = { ...meeting, state: 'live' };
  expect(phaseOf(live, at('08:29:59'))).toBe('live');
  expect(phaseOf(live, at('08:30:00'))).toBe('over');
});

it('an early start opens the meeting for who waits', () => {
  const now = withNews(meeting, { ...meeting, state: 'live', started_at: '2026-03-17T06:50:00.000Z' });
  expect(now.may_join).toBe(true);
  expect(phaseOf(now, at('06:50:01'))).toBe('live');
});

it('a meeting that moves opens as much later', () => {
  const moved = { ...meeting, starts_at: '2026-03-17T09:00:00.000Z', ends_at: '2026-03-17T10:00:00.000Z' };
  expect(withNews(meeting, moved).joinable_at).toBe('2026-03-17T08:55:00.000Z');
});

it('the last hour is counted down', () => {
  expect(countdown(61_000)).toBe('1:01');
  expect(countdown(-5)).toBe('0:00');
  expect(countdown(3_600_000)).toBeNull();
});
