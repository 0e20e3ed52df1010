import { describe, expect, it } from 'vitest';
import { courseTone, initials, personTone, tileLetters } from './tone.ts';

describe('colours and letters', () => {
  it('gives eight courses in a row eight different colours, and always the same', () => {
    const colours = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => courseTone(id).dot);
    expect(new Set(colours).size).toBe(8);
    expect(courseTone(9)).toEqual(courseTone(1));
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((id) => personTone(id).soft)).size).toBe(8);
  });

  it.each([
    ['Achieng Odhiambo', 'AO'],
    ['Naliaka Wekesa-Otieno', 'NW'],
    ['Dr Wanjiku Kamau', 'WK'],
    ['Prof. Kiprono arap Koech', 'KK'],
    ['Zawadi', 'ZA'],
    ['  ', ''],
    ['Éva Ölmez', 'ÉÖ'],
  ])('writes %j as %j', (name, letters) => expect(initials(name)).toBe(letters));

  it.each([
    ['Data Structures and Algorithms', 'DS'],
    ['Probability and Statistics', 'PS'],
    ['The Art of War', 'AW'],
    ['Algorithms Night Owls', 'AN'],
    ['Calculus', 'CA'],
  ])('writes the course %j as %j', (name, two) => expect(tileLetters(name)).toBe(two));
});
