import type { AuditEntry } from '@api/directory';
import { describe, expect, test } from 'vitest';
import { deedOf, iconOf } from './audit-words.ts';

const entry = (action: string, subject: string, detail: Record<string, unknown> = {}): AuditEntry => ({
  id: 1,
  actor: { id: 7, full_name: 'Otieno Okoth', avatar_url: null },
  action,
  subject,
  detail,
  created_at: '2026-03-17T07:52:00.000Z',
});

describe('a change is told in words', () => {
  test.each([
    [
      'user.role-changed',
      'user:2',
      { name: 'Kevin Mwangi', from: 'student', to: 'faculty' },
      'made Kevin Mwangi lecturer, who was student',
    ],
    ['user.password-changed', 'user:7', { name: 'Otieno Okoth' }, 'changed their password'],
    ['semester.closed', 'semester:3', { name: 'Semester 1 of 2025/2026' }, 'closed Semester 1 of 2025/2026'],
    [
      'semester.reopened',
      'semester:3',
      { name: 'Semester 1 of 2025/2026' },
      'opened again Semester 1 of 2025/2026',
    ],
    ['room.created', 'room:4', { name: 'Room B', capacity: 60 }, 'added the room Room B'],
    [
      'class.students-added',
      'class:4',
      { name: 'CS-2021', students: 3 },
      'added 3 students to the class CS-2021',
    ],
    ['timetable.moved', 'timetable:9', {}, 'moved timetable timetable 9'],
  ])('%s', (action, subject, detail, words) => {
    expect(deedOf(entry(action, subject, detail))).toBe(words);
  });

  test('what is not known yet gets a plain icon', () => {
    expect(iconOf(entry('room.created', 'room:1'))).toBe('door-open');
    expect(iconOf(entry('poll.closed', 'poll:1'))).toBe('history');
  });
});
