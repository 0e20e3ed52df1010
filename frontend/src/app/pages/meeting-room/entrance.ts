/** How I went in last time, on this device. */
export interface Entrance {
  readonly mic: boolean;
  readonly camera: boolean;
}

const KEY = 'call-entrance';
const FIRST_TIME: Entrance = { mic: false, camera: true };

export function readEntrance(): Entrance {
  try {
    return { ...FIRST_TIME, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return FIRST_TIME;
  }
}

export function keepEntrance(entrance: Partial<Entrance>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readEntrance(), ...entrance }));
  } catch {
    // Private windows of some browsers store nothing; the choice holds for this page.
  }
}
