import type { Role } from '../session.ts';
import type { IconName } from '../ui/icons.ts';

/** A place in the navigation. */
export interface Place {
  readonly label: string;
  readonly link: string;
  readonly icon: IconName;
  /** The unread messages of my groups stand beside it. */
  readonly unread?: boolean;
}

const TODAY: Place = { label: 'Today', link: '/dashboard', icon: 'sun' };
const TIMETABLE: Place = { label: 'Timetable', link: '/timetable', icon: 'calendar' };
const GROUPS: Place = { label: 'Groups', link: '/study-groups', icon: 'message-circle', unread: true };
const COURSES: Place = { label: 'Courses', link: '/courses', icon: 'book-open' };
const MEETINGS: Place = { label: 'Meetings', link: '/meetings', icon: 'video' };

const ADMIN: readonly Place[] = [
  { label: 'People', link: '/admin/users', icon: 'users' },
  { label: 'Classes', link: '/admin/classes', icon: 'graduation-cap' },
  { label: 'Rooms', link: '/admin/rooms', icon: 'door-open' },
  { label: 'Departments', link: '/admin/departments', icon: 'building-2' },
  { label: 'Years and semesters', link: '/admin/semesters', icon: 'calendar-days' },
  { label: 'Changes', link: '/admin/audit', icon: 'history' },
  { label: 'Health', link: '/admin/health', icon: 'activity' },
];

/** The first four are the phone's tabs; the rest is behind More. */
export function placesOf(role: Role): readonly Place[] {
  return [
    TODAY,
    TIMETABLE,
    ...(role === 'admin' ? [ADMIN[0], COURSES, GROUPS] : [GROUPS, COURSES]),
    MEETINGS,
  ].filter((place) => place !== undefined);
}

/** What only admins keep, without what `placesOf` has already. */
export function adminPlaces(role: Role): readonly Place[] {
  return role === 'admin' ? ADMIN.slice(1) : [];
}
