import type { GroupMember } from '@api/study-groups';

export type GroupPerson = GroupMember['user'];

/** The name that is being written: from the @ at `start` to the caret. */
export interface MentionQuery {
  readonly start: number;
  readonly text: string;
}

const LONGEST = 40;
const AT_MOST = 6;

/** What is written after an @ that begins a word, up to the caret; null when the caret is elsewhere. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start < 0 || caret - start > LONGEST) return null;
  if (/[\p{L}\p{N}]/u.test(text[start - 1] ?? '')) return null;
  const written = text.slice(start + 1, caret);
  return /\n|\s{2}|^\s/.test(written) ? null : { start, text: written };
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** People of whom some name starts with what is written, those whose first name does so first. */
export function peopleFor(query: string, people: readonly GroupPerson[]): readonly GroupPerson[] {
  const written = fold(query);
  const rank = ({ full_name }: GroupPerson) => {
    const name = fold(full_name);
    if (name.startsWith(written)) return 0;
    return name.split(/[\s-]+/).some((part) => part.startsWith(written)) ? 1 : 2;
  };
  return people
    .filter((person) => rank(person) < 2)
    .toSorted((a, b) => rank(a) - rank(b) || a.full_name.localeCompare(b.full_name))
    .slice(0, AT_MOST);
}
