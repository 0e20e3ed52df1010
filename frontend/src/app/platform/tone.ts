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

/** Two letters: first and last word of a name ("Naliaka Wekesa-Otieno" is NW), or the first two of a single word. */
export function initials(name: string): string {
  const words = name
    .replace(/^(dr|prof|mr|mrs|ms)\.?\s+/i, '')
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return (last ? (first[0] ?? '') + (last[0] ?? '') : first.slice(0, 2)).toUpperCase();
}
