import { describe, expect, it } from 'vitest';
import type { Entry } from './palette-entries.ts';
import { goTo, highlight, matching } from './palette-entries.ts';

const entries: readonly Entry[] = [
  { key: '1', label: 'Advanced Database Systems', note: 'CSC 331' },
  { key: '2', label: 'Data Structures and Algorithms', note: 'CSC 221' },
  { key: '3', label: 'Éva’s reading group' },
];
const found = (query: string) => matching(entries, query).map((entry) => entry.key);

describe('the command palette', () => {
  it('finds by the start of any word, best first', () => {
    expect(found('data')).toEqual(['2', '1']);
    expect(found('alg')).toEqual(['2']);
    expect(found('atab')).toEqual([]);
  });

  it('wants every word of the query, in any order, in the name or beside it', () => {
    expect(found('331 data')).toEqual(['1']);
    expect(found('csc 2')).toEqual(['2']);
  });

  it('does not ask for accents', () => expect(found('eva')).toEqual(['3']));

  it('shows everything while nothing is typed', () => expect(found('  ')).toHaveLength(3));

  it('marks the part that was typed', () => {
    expect(highlight('Database Systems', 'data')).toEqual(['', 'Data', 'base Systems']);
    expect(highlight('Advanced Databases', 'data')).toEqual(['Advanced ', 'Data', 'bases']);
    expect(highlight('Operating Systems', 'data')).toEqual(['Operating Systems', '', '']);
  });

  it('offers the admin pages to admins only', () => {
    const links = (role: 'student' | 'admin') => goTo(role).map((entry) => entry.link);
    expect(links('admin')).toContain('/admin/rooms');
    expect(links('student').some((link) => link?.startsWith('/admin'))).toBe(false);
  });
});
