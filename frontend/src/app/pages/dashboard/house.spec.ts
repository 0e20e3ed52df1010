import type { Overview } from '@api/overview';
import { expect, it } from 'vitest';
import { partsOf } from './health.ts';
import { figuresOf, tasksOf } from './house.ts';

const nothing = { count: 0, items: [] };
const quiet: Overview = {
  counts: {
    students: 2000,
    lecturers: 24,
    courses: 30,
    classes: 14,
    rooms: 6,
    study_groups: 3,
    live_meetings: 0,
    messages_last_day: 9,
  },
  waiting: {
    courses_without_lecturer: nothing,
    classes_without_students: nothing,
    slots_without_room: nothing,
  },
};

it('a university in which nothing waits gives no task', () => {
  expect(tasksOf(quiet)).toEqual([]);
  expect(tasksOf(undefined)).toEqual([]);
});

it('a course without a lecturer comes before a class without students', () => {
  const tasks = tasksOf({
    ...quiet,
    waiting: {
      ...quiet.waiting,
      courses_without_lecturer: { count: 1, items: [{ id: 7, code: 'CSC 221', title: 'Algorithms' }] },
      classes_without_students: { count: 2, items: [] },
    },
  });
  expect(tasks.map((task) => task.text)).toEqual(['1 course has no lecturer', '2 classes have no students']);
  expect(tasks[0]?.link).toEqual(['/courses', 7]);
});

it('every figure leads to what it counts', () => {
  expect(figuresOf(quiet).every((figure) => figure.link.startsWith('/'))).toBe(true);
});

it('a part that does not answer is named with its reason', () => {
  const answer = {
    dependencies: { database: { state: 'down', reason: 'ECONNREFUSED' }, redis: { state: 'embedded' } },
  };
  expect(partsOf(answer)).toEqual([
    { name: 'Database', works: false, state: 'Does not answer', reason: 'ECONNREFUSED' },
    { name: 'Redis', works: true, state: 'Built in', reason: '' },
  ]);
  expect(partsOf('<html>')).toEqual([]);
});
