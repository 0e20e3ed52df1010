/** Mulberry32 (T. Ettinger, public domain): the same seed gives the same faculty. Never for secrets. */
export function seeded(seed: number) {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick<T>(from: readonly T[]): T {
      const [one] = from.slice(below(from.length));
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
    /** `count` different ones, in random order. */
    sample<T>(from: readonly T[], count: number): T[] {
      const rest = [...from];
      return Array.from({ length: Math.min(count, rest.length) }, () =>
        rest.splice(below(rest.length), 1),
      ).flat();
    },
  };
}
export type Random = ReturnType<typeof seeded>;
