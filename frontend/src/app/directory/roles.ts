import type { Role } from '../platform/session.ts';

/** How we call each role. */
export const ROLE_NAMES: Record<Role, string> = {
  student: 'Student',
  faculty: 'Lecturer',
  admin: 'Admin',
};

export const ROLE_CHOICES = [
  { value: 'student', label: 'Student' },
  { value: 'faculty', label: 'Lecturer' },
  { value: 'admin', label: 'Admin' },
] as const satisfies readonly { value: Role; label: string }[];

/** What a change of role means, in a sentence. */
export const ROLE_MEANS: Record<Role, string> = {
  student: 'Sees their courses, groups and meetings.',
  faculty: 'Teaches courses, schedules meetings and sees who came.',
  admin: 'Keeps people, classes, rooms and the timetable.',
};

export const firstName = (full_name: string): string =>
  full_name.split(' ').find((part) => !/^(dr|prof|mr|mrs|ms)\.?$/i.test(part)) ?? full_name;
