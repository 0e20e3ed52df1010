import { expect, it } from 'vitest';
import type { Occurrence } from '@api/timetable';
import { comingClasses, courseInWords, listed, nextSlot, semesterInWords, weeksFrom } from './words.ts';

const slot = (day_of_week: number, starts_at: string) => ({
  id: 1,
  day_of_week,
  starts_at,
  ends_at: '20:00',
  room: null,
});

it('the next weekly time of a course goes around the week', () => {
  const slots = [
    slot(3, '08:00'),
    { ...slot(2, '10:00'), ends_at: '11:30', room: { id: 1, name: 'Room B' } },
  ];
  expect(nextSlot(slots, 1, '12:00')).toBe('Tue 10:00, Room B');
  expect(nextSlot(slots, 2, '11:00')).toBe('Tue 10:00, Room B');
  expect(nextSlot(slots, 2, '11:30')).toBe('Wed 08:00');
  expect(nextSlot(slots, 4, '09:00')).toBe('Tue 10:00, Room B');
  expect(nextSlot(slots.slice(1), 2, '12:00')).toBe('Tue 10:00, Room B');
  expect(nextSlot([], 1, '12:00')).toBe('');
});

it('a course says who teaches it and who takes it', () => {
  const classes = [
    { id: 1, name: 'CS-2024' },
    { id: 2, name: 'CS-2025' },
  ];
  const instructor = { id: 1, full_name: 'Dr Wanjiku Kamau' };
  expect(courseInWords({ instructor, classes, member_count: 97 })).toBe(
    'Dr Wanjiku Kamau. 97 students of CS-2024 and CS-2025.',
  );
  expect(courseInWords({ instructor: null, classes: [], member_count: 0 })).toBe(
    'No lecturer yet. No students.',
  );
  expect(courseInWords({ instructor: null, classes: [], member_count: 1 })).toBe(
    'No lecturer yet. 1 student.',
  );
});

it('things are listed as one speaks', () => {
  expect([listed([]), listed(['A']), listed(['A', 'B']), listed(['A', 'B', 'C'])]).toEqual([
    '',
    'A',
    'A and B',
    'A, B and C',
  ]);
});

it('a semester has its year', () => {
  expect(semesterInWords({ name: '1', academic_year: '2025/2026' })).toBe('Semester 1 of 2025/2026');
  expect(semesterInWords({ name: 'Summer', academic_year: '2025/2026' })).toBe('Summer of 2025/2026');
});

it('a week goes from Monday to Sunday', () => {
  expect(weeksFrom('2026-03-17')).toEqual({
    monday: '2026-03-16',
    sunday: '2026-03-22',
    next_sunday: '2026-03-29',
  });
  expect(weeksFrom('2026-03-22').monday).toBe('2026-03-16');
  expect(weeksFrom('2026-03-23').monday).toBe('2026-03-23');
});

it('what is left of this week is shown, and then the next week', () => {
  const on = (day: string) => ({ starts_at: `${day}T08:00:00Z`, ends_at: `${day}T09:30:00Z` }) as Occurrence;
  const [tuesday, friday, later] = [on('2026-03-17'), on('2026-03-20'), on('2026-03-24')];
  const all = [tuesday, friday, later];
  const at = (time: string) => comingClasses(all, [tuesday, friday], Date.parse(time));
  expect(at('2026-03-18T12:00:00Z')).toEqual({ heading: 'This week', items: [friday] });
  expect(at('2026-03-21T12:00:00Z')).toEqual({ heading: 'Next week', items: [later] });
  expect(comingClasses([tuesday], [tuesday], Date.parse('2026-03-21T12:00:00Z')).items).toEqual([tuesday]);
});
