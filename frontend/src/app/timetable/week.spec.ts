import type { Occurrence } from '@api/timetable';
import { describe, expect, it } from 'vitest';
import {
  blocksOf,
  countdown,
  dayLines,
  hoursOf,
  mondayOf,
  neighbour,
  openingDay,
  nowAndNext,
  readClock,
  shownDays,
  spanWords,
  surname,
  weekWords,
} from './week.ts';

let id = 0;
const lecture = (
  starts_at: string,
  ends_at: string,
  status: Occurrence['status'] = 'planned',
): Occurrence => ({
  entry_id: ++id,
  occurrence_id: id,
  course: { id, code: 'CSC 221', title: 'Data Structures' },
  room: null,
  instructor: null,
  class_ids: [],
  starts_at,
  ends_at,
  status,
  meeting_id: null,
});
const NAIROBI = 'Africa/Nairobi';

describe('the week', () => {
  it('begins on Monday, also seen from Sunday', () => {
    expect(mondayOf('2026-03-17')).toBe('2026-03-16');
    expect(mondayOf('2026-03-22')).toBe('2026-03-16');
    expect(mondayOf('2026-03-23')).toBe('2026-03-23');
  });

  it('stands on the clocks of the institution, whatever the instant', () => {
    const item = lecture('2026-03-16T22:30:00Z', '2026-03-16T23:30:00Z');
    expect(blocksOf([item], NAIROBI)).toMatchObject([{ day: '2026-03-17', from: 90, to: 150 }]);
    expect(blocksOf([item], 'UTC')).toMatchObject([{ day: '2026-03-16', from: 1350 }]);
  });

  it('puts what overlaps side by side and gives the rest the whole width', () => {
    const items = [
      lecture('2026-03-16T05:00:00Z', '2026-03-16T07:00:00Z'),
      lecture('2026-03-16T06:00:00Z', '2026-03-16T08:00:00Z'),
      lecture('2026-03-16T08:00:00Z', '2026-03-16T09:00:00Z'),
    ];
    expect(blocksOf(items, NAIROBI).map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 1],
    ]);
  });

  it('shows the hours and days that are in use', () => {
    const early = blocksOf([lecture('2026-03-21T04:15:00Z', '2026-03-21T16:10:00Z')], NAIROBI);
    expect(hoursOf(early)).toEqual({ from: 7 * 60, to: 20 * 60 });
    expect(shownDays('2026-03-16', early)).toHaveLength(6);
    expect(hoursOf([])).toEqual({ from: 8 * 60, to: 17 * 60 });
    expect(shownDays('2026-03-16', [])).toHaveLength(5);
  });

  it('says free time between classes, a cancelled one included', () => {
    const blocks = blocksOf(
      [
        lecture('2026-03-17T05:00:00Z', '2026-03-17T06:30:00Z'),
        lecture('2026-03-17T06:45:00Z', '2026-03-17T08:00:00Z', 'cancelled'),
        lecture('2026-03-17T11:00:00Z', '2026-03-17T12:00:00Z'),
      ],
      NAIROBI,
    );
    expect(dayLines(blocks).map((line) => ('freeUntil' in line ? line.freeUntil : 'class'))).toEqual([
      'class',
      'class',
      14 * 60,
      'class',
    ]);
  });

  it('counts from the week that holds the first day of the semester', () => {
    const semesters = [{ name: '2', starts_on: '2026-01-21', ends_on: '2026-05-08' }];
    expect(weekWords('2026-01-19', semesters)).toBe('Week 1, odd');
    expect(weekWords('2026-03-16', semesters)).toBe('Week 9, odd');
    expect(weekWords('2026-03-23', semesters)).toBe('Week 10, even');
    expect(weekWords('2026-06-01', semesters)).toBe('Outside the semester');
  });

  it('names its days', () => {
    expect(spanWords('2026-03-16', '2026-03-20', '2026-03-17')).toBe('16–20 March');
    expect(spanWords('2026-03-30', '2026-04-03', '2026-03-17')).toBe('30 March – 3 April');
    expect(spanWords('2027-03-15', '2027-03-19', '2026-03-17')).toBe('15–19 March 2027');
    expect(surname('Dr Wanjiku Kamau')).toBe('Kamau');
  });
});

describe('a time that is typed', () => {
  it('is understood the ways people write it', () => {
    expect(['8', '08', '8:00', '0800', '8.30', ' 17:15 '].map(readClock)).toEqual([
      '08:00',
      '08:00',
      '08:00',
      '08:00',
      '08:30',
      '17:15',
    ]);
  });

  it('is nothing when the clock never shows it', () => {
    expect(['', '24:00', '12:60', 'noon', '8:0'].map(readClock)).toEqual(Array(5).fill(undefined));
  });
});

describe('now and next', () => {
  const first = lecture('2026-03-17T07:00:00Z', '2026-03-17T08:30:00Z');
  const cancelled = lecture('2026-03-17T08:30:00Z', '2026-03-17T09:00:00Z', 'cancelled');
  const second = lecture('2026-03-17T09:00:00Z', '2026-03-17T10:00:00Z');

  it('passes over what is cancelled, and ends at the minute', () => {
    const at = (time: string) => nowAndNext([first, cancelled, second], Date.parse(time));
    expect(at('2026-03-17T07:52:00Z')).toEqual({ now: first, next: second });
    expect(at('2026-03-17T08:30:00Z')).toEqual({ now: undefined, next: second });
    expect(at('2026-03-17T10:00:00Z')).toEqual({ now: undefined, next: undefined });
  });

  it('counts down in words', () => {
    expect(countdown(45_000)).toBe('45 s');
    expect(countdown(500_000)).toBe('8 min 20 s');
    expect(countdown(38 * 60_000)).toBe('38 min');
    expect(countdown(84 * 60_000)).toBe('1 h 24 min');
    expect(countdown(50 * 3_600_000)).toBe('2 days');
  });
});

describe('arrow keys', () => {
  const blocks = blocksOf(
    [
      lecture('2026-03-16T05:00:00Z', '2026-03-16T06:00:00Z'),
      lecture('2026-03-16T11:00:00Z', '2026-03-16T12:00:00Z'),
      lecture('2026-03-18T06:00:00Z', '2026-03-18T07:00:00Z'),
      lecture('2026-03-18T12:00:00Z', '2026-03-18T13:00:00Z'),
    ],
    NAIROBI,
  );
  const step = (from: number, key: string) => {
    const at = blocks[from];
    const to = at && neighbour(blocks, at, key);
    return to ? blocks.indexOf(to) : undefined;
  };

  it('go through the day, and to the nearest hour of the next day with classes', () => {
    expect(step(0, 'ArrowDown')).toBe(1);
    expect(step(1, 'ArrowDown')).toBeUndefined();
    expect(step(1, 'ArrowUp')).toBe(0);
    expect(step(1, 'ArrowRight')).toBe(3);
    expect(step(2, 'ArrowLeft')).toBe(0);
    expect(step(0, 'ArrowLeft')).toBeUndefined();
  });
});

describe('the timetable begins', () => {
  const saturday = [lecture('2026-03-21T05:00:00Z', '2026-03-21T06:00:00Z')];

  it('with today, and at a weekend without classes with the Monday after it', () => {
    expect(openingDay('2026-03-20', [], NAIROBI)).toBe('2026-03-20');
    expect(openingDay('2026-03-21', [], NAIROBI)).toBe('2026-03-23');
    expect(openingDay('2026-03-22', saturday, NAIROBI)).toBe('2026-03-23');
    expect(openingDay('2026-03-21', saturday, NAIROBI)).toBe('2026-03-21');
  });
});
