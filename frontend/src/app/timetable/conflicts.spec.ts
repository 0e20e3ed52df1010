import type { Conflict, Entry } from '@api/timetable';
import { describe, expect, it } from 'vitest';
import { headingOf, hitsOf } from './conflicts.ts';

const entry: Entry = {
  id: 7,
  course_id: 1,
  course: { id: 1, code: 'CSC 221', title: 'Data Structures' },
  day_of_week: 2,
  starts_at: '10:00',
  ends_at: '11:30',
  room_id: 2,
  room: { id: 2, name: 'Room B' },
  weeks: 'all',
  starts_on: '2026-01-19',
  ends_on: '2026-05-08',
  instructor: { id: 3, full_name: 'Dr Wanjiku Kamau' },
  classes: [{ id: 4, name: 'CS-2024' }],
  when: 'Tuesdays 10:00–11:30, all weeks',
};
const conflict = (kind: Conflict['with'], other: Partial<Entry> = {}): Conflict => ({
  with: kind,
  entry: { ...entry, ...other },
  occurrences: [],
});

describe('a refusal', () => {
  it('says first what is taken', () => {
    expect(headingOf([conflict('room')])).toBe('Room B is taken');
    expect(headingOf([conflict('instructor')])).toBe('Dr Wanjiku Kamau teaches then');
    expect(headingOf([conflict('class')])).toBe('CS-2024 has a class then');
    expect(headingOf([conflict('class', { classes: [] })])).toBe('Data Structures takes place then');
    expect(headingOf([])).toBe('This time is taken');
  });

  it('names each entry in the way once, with everything it shares', () => {
    const hits = hitsOf([conflict('room'), conflict('instructor'), conflict('class', { id: 8 })]);
    expect(hits.map(({ entry: { id }, whose, shares }) => [id, whose, shares])).toEqual([
      [7, 'Dr Wanjiku Kamau, CS-2024', 'the room, the lecturer'],
      [8, 'Dr Wanjiku Kamau, CS-2024', 'the class'],
    ]);
  });
});
