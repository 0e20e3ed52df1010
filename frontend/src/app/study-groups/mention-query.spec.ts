import { describe, expect, it } from 'vitest';
import { mentionAt, peopleFor } from './mention-query.ts';

const people = ['Achieng Odhiambo', 'Brian Kiptoo', 'Naliaka Wekesa-Otieno', 'Otieno Okoth', 'Éva Kiš'].map(
  (full_name, index) => ({ id: index + 1, full_name, avatar_url: null }),
);
const names = (query: string) => peopleFor(query, people).map(({ full_name }) => full_name);

describe('mentioning somebody', () => {
  it('begins with an @ that starts a word and ends at the caret', () => {
    expect(mentionAt('ask @Br now', 7)).toEqual({ start: 4, text: 'Br' });
    expect(mentionAt('@', 1)).toEqual({ start: 0, text: '' });
    expect(mentionAt('@Brian Ki', 9)).toEqual({ start: 0, text: 'Brian Ki' });
  });

  it.each([
    ['an e-mail address', 'a@b', 3],
    ['the next line', '@Brian\nx', 8],
    ['a space after the @', '@ x', 3],
    ['the caret before it', 'x @Brian', 1],
  ])('is not meant by %s', (_what, text, caret) => {
    expect(mentionAt(text, caret)).toBeNull();
  });

  it('finds people by any of their names, first names first, without accents', () => {
    expect(names('ot')).toEqual(['Otieno Okoth', 'Naliaka Wekesa-Otieno']);
    expect(names('brian k')).toEqual(['Brian Kiptoo']);
    expect(names('eva')).toEqual(['Éva Kiš']);
    expect(names('zz')).toEqual([]);
  });
});
