import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The faculty of the demo is a real one: instance comp01 of ITC-2007, track 3 (curriculum-based course timetabling,
 * University of Udine), https://www.itc2007.cs.qub.ac.uk. `placement.sol` is a solution of it without any violation,
 * one lecture a line: course, room, day from 0, period from 0.
 */
export interface Instance {
  courses: { id: string; teacher: string; lectures: number; students: number }[];
  rooms: { id: string; capacity: number }[];
  curricula: { id: string; courses: string[] }[];
  unavailable: { course: string; day: number; period: number }[];
}
export interface Lecture {
  course: string;
  room: string;
  day: number;
  period: number;
}

export function readInstance(text = read('comp01.ctt')): Instance {
  const lines = text.split('\n').map((line) => line.trim().split(/\s+/));
  const section = (name: string) => {
    const from = lines.findIndex(([first]) => first === `${name}:`) + 1;
    const length = lines.slice(from).findIndex(([first]) => first === '');
    return lines.slice(from, from + length);
  };
  return {
    courses: section('COURSES').map(([id = '', teacher = '', lectures, , students]) => ({
      id,
      teacher,
      lectures: Number(lectures),
      students: Number(students),
    })),
    rooms: section('ROOMS').map(([id = '', capacity]) => ({ id, capacity: Number(capacity) })),
    curricula: section('CURRICULA').map(([id = '', , ...courses]) => ({ id, courses })),
    unavailable: section('UNAVAILABILITY_CONSTRAINTS').map(([course = '', day, period]) => ({
      course,
      day: Number(day),
      period: Number(period),
    })),
  };
}

export const readPlacement = (text = read('placement.sol')): Lecture[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([course = '', room = '', day, period]) => ({
      course,
      room,
      day: Number(day),
      period: Number(period),
    }));

/** The day's six periods, in the institution's wall-clock time. */
export const PERIODS = [
  ['08:00', '09:30'],
  ['10:00', '11:30'],
  ['11:45', '13:15'],
  ['14:00', '15:30'],
  ['15:45', '17:15'],
  ['17:30', '19:00'],
] as const;

const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
