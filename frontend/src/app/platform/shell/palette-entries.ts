import type { Role } from '../session.ts';
import type { Themes } from '../theme.ts';
import type { IconName } from '../ui/icons.ts';
import { adminPlaces, placesOf } from './places.ts';

/** One line of the palette: goes to `link` or runs `run`. */
export interface Entry {
  readonly key: string;
  readonly label: string;
  readonly note?: string;
  readonly icon?: IconName;
  /** The course id that colours a tile. */
  readonly tile?: number;
  readonly unread?: number;
  readonly link?: string;
  readonly run?: () => void;
}

export function goTo(role: Role): readonly Entry[] {
  const places = [
    ...placesOf(role),
    ...adminPlaces(role),
    { label: 'Profile', link: '/profile', icon: 'circle-user' as const },
  ];
  return places.map(({ label, link, icon }) => ({ key: link, label, link, icon }));
}

export function actionsFor(role: Role, themes: Themes, signOut: () => void): readonly Entry[] {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches
    ? themes.theme() !== 'light'
    : themes.theme() === 'dark';
  return [
    { key: 'new-group', label: 'Start a study group', icon: 'plus', link: '/study-groups?new=1' },
    ...(role === 'student'
      ? []
      : [
          {
            key: 'new-meeting',
            label: 'Schedule a meeting',
            icon: 'video' as const,
            link: '/meetings?new=1',
          },
        ]),
    ...(role === 'admin'
      ? [{ key: 'new-user', label: 'Add a person', icon: 'user-plus' as const, link: '/admin/users?new=1' }]
      : []),
    {
      key: 'theme',
      label: dark ? 'Use light colours' : 'Use dark colours',
      icon: dark ? 'sun' : 'moon',
      run: () => themes.theme.set(dark ? 'light' : 'dark'),
    },
    { key: 'sign-out', label: 'Sign out', icon: 'log-out', run: signOut },
  ];
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const starts = (text: string, word: string) =>
  text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));

/** Entries that have every word of the query at the start of a word; those whose label starts with it first. */
export function matching(entries: readonly Entry[], query: string): readonly Entry[] {
  const words = plain(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (words.length === 0) return entries;
  const found = entries.filter((entry) => {
    const text = ` ${plain(`${entry.label} ${entry.note ?? ''}`)}`;
    return words.every((word) => starts(text, word));
  });
  const first = words[0] ?? '';
  return found.toSorted(
    (a, b) => Number(plain(b.label).startsWith(first)) - Number(plain(a.label).startsWith(first)),
  );
}

/** The label cut where the query's first word stands in it, to set that part in semibold. */
export function highlight(
  label: string,
  query: string,
): readonly [before: string, hit: string, after: string] {
  const word = plain(query).split(/\s+/)[0] ?? '';
  const at = word && plain(label).length === label.length ? ` ${plain(label)}`.indexOf(` ${word}`) : -1;
  return at < 0
    ? [label, '', '']
    : [label.slice(0, at), label.slice(at, at + word.length), label.slice(at + word.length)];
}
