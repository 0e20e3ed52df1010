/** One of the eight quiet colours of tokens.css. */
export interface Tone {
  readonly soft: string;
  readonly ink: string;
  readonly dot: string;
}

function tone(id: number): Tone {
  const n = (Math.abs(id) % 8) + 1;
  return { soft: `var(--c${n}-soft)`, ink: `var(--c${n}-ink)`, dot: `var(--c${n}-dot)` };
}

/** A course keeps its colour everywhere; its study groups and meetings take it too. */
export const courseTone = (courseId: number): Tone => tone(courseId * 5);

/** A person's colour, by user id. */
export const personTone = (userId: number): Tone => tone(userId * 3);

const words = (name: string) => name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));

function letters(first = '', second = ''): string {
  return (second ? first.slice(0, 1) + second.slice(0, 1) : first.slice(0, 2)).toUpperCase();
}

/** A person's two letters: first and last name without the title ("Naliaka Wekesa-Otieno" is NW). */
export function initials(name: string): string {
  const parts = words(name.replace(/^(dr|prof|mr|mrs|ms)\.?\s+/i, ''));
  return letters(parts[0], parts.length > 1 ? parts.at(-1) : '');
}

const SMALL_WORDS = new Set(['and', 'of', 'the', 'in', 'for', 'to', 'a', 'an', 'on', 'with']);

/** The two letters of a course or group: its first two words that say something ("Probability and Statistics" is PS). */
export function tileLetters(name: string): string {
  const parts = words(name).filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  return letters(parts[0], parts[1]);
}
