import type { AuditEntry } from '@api/directory';
import type { IconName } from '../platform/ui/icons.ts';

const ROLES: Record<string, string> = { student: 'student', faculty: 'lecturer', admin: 'admin' };

const THINGS: Record<string, string> = {
  'academic-year': 'the academic year',
  semester: '',
  department: 'the department',
  class: 'the class',
  room: 'the room',
  course: 'the course',
};

const ICONS: Record<string, IconName> = {
  user: 'user',
  'academic-year': 'calendar-days',
  semester: 'calendar-days',
  department: 'building-2',
  class: 'graduation-cap',
  room: 'door-open',
  course: 'book-open',
  timetable: 'calendar',
};

const thingOf = (entry: AuditEntry) => entry.subject.split(':')[0] ?? '';
const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const role = (value: unknown) => ROLES[text(value)] ?? text(value);

export const iconOf = (entry: AuditEntry): IconName => ICONS[thingOf(entry)] ?? 'history';

/** What happened, as the rest of a sentence that begins with who did it: "made Kevin Mwangi a lecturer". */
export function deedOf(entry: AuditEntry): string {
  const { name: given, ...detail } = entry.detail;
  const name = text(given) || entry.subject.replace(':', ' ');
  const what = [THINGS[thingOf(entry)] ?? thingOf(entry), name].filter(Boolean).join(' ');
  const own = entry.actor !== null && entry.subject === `user:${entry.actor.id}`;
  switch (entry.action) {
    case 'user.created':
      return `added ${name} as ${role(detail['role'])}`;
    case 'user.invited':
      return `invited ${name} again`;
    case 'user.role-changed':
      return `made ${name} ${role(detail['to'])}, who was ${role(detail['from'])}`;
    case 'user.deactivated':
      return `deactivated ${name}`;
    case 'user.activated':
      return `activated ${name} again`;
    case 'user.renamed':
      return `renamed ${text(detail['from'])} to ${name}`;
    case 'user.email-changed':
      return `changed the e-mail of ${name} to ${text(detail['to'])}`;
    case 'user.password-reset':
      return own ? 'chose a new password by a link' : `reset the password of ${name}`;
    case 'user.password-changed':
      return 'changed their password';
    case 'semester.made-current':
      return `made ${name} current`;
    case 'class.students-added':
      return `added ${text(detail['students'])} ${detail['students'] === 1 ? 'student' : 'students'} to ${what}`;
    case 'class.student-removed':
      return `took a student out of ${what}`;
    default:
      return `${verbOf(entry.action)} ${what}`;
  }
}

const VERBS: Record<string, string> = { created: 'added', reopened: 'opened again' };
const verbOf = (action: string) => {
  const verb = action.split('.')[1] ?? action;
  return VERBS[verb] ?? verb.replaceAll('-', ' ');
};
