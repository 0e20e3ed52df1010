import type { Conflict, Entry } from '@api/timetable';
import type { Problem } from '../platform/problem.ts';

const AT_MOST = 3;

/** One entry that stands in the way, with everything it shares with the slot that is wanted. */
export interface Hit {
  readonly entry: Entry;
  /** "Dr Wanjiku Kamau, CS-2024" */
  readonly whose: string;
  /** "the room, the lecturer" */
  readonly shares: string;
}

const isList = (value: unknown): value is readonly Conflict[] => Array.isArray(value);

/** What a `timetable-conflict` names. */
export function conflictsOf(problem: Problem): readonly Conflict[] {
  const conflicts = problem['conflicts'];
  return isList(conflicts) ? conflicts : [];
}

/** "Room B is taken", "Dr Wanjiku Kamau teaches then", "CS-2024 has a class then". */
export function headingOf(conflicts: readonly Conflict[]): string {
  const first = conflicts[0];
  if (!first) return 'This time is taken';
  const { entry } = first;
  switch (first.with) {
    case 'room':
      return `${entry.room?.name ?? 'The room'} is taken`;
    case 'instructor':
      return `${entry.instructor?.full_name ?? 'The lecturer'} teaches then`;
    case 'class':
      return entry.classes.length === 0
        ? `${entry.course.title} takes place then`
        : `${entry.classes.map((one) => one.name).join(' and ')} ${entry.classes.length > 1 ? 'have' : 'has'} a class then`;
    default:
      return first.with satisfies never;
  }
}

const SHARED = { room: 'the room', instructor: 'the lecturer', class: 'the class' } as const;

/** The entries in the way, each once. */
export function hitsOf(conflicts: readonly Conflict[]): readonly Hit[] {
  const byEntry = Map.groupBy(conflicts, (conflict) => conflict.entry.id);
  return [...byEntry.values()].slice(0, AT_MOST).flatMap((all): Hit[] => {
    const entry = all[0]?.entry;
    if (!entry) return [];
    const names = [entry.instructor?.full_name, ...entry.classes.map((one) => one.name)].filter(Boolean);
    return [{ entry, whose: names.join(', '), shares: all.map((one) => SHARED[one.with]).join(', ') }];
  });
}
