/** Of the audio level 0..1: breath and fans stay below. */
const LOUD = 0.03;
/** Pauses between words do not end a sentence. */
const HOLD = 900;
/** Who interrupts for less than this does not take the stage. */
const TAKES_STAGE = 700;

/** Who speaks, from how loud each one is. */
export class Speakers {
  private readonly since = new Map<string, number>();
  private readonly last = new Map<string, number>();
  private current: string | null = null;

  /** Takes in the loudness of everybody at one moment. */
  hear(levels: ReadonlyMap<string, number>, now: number): void {
    for (const id of this.last.keys()) if (!levels.has(id)) this.forget(id);
    for (const [id, level] of levels) {
      if (level >= LOUD) {
        this.last.set(id, now);
        if (!this.since.has(id)) this.since.set(id, now);
      } else if (now - (this.last.get(id) ?? 0) > HOLD) {
        this.since.delete(id);
      }
    }
  }

  isSpeaking(id: string): boolean {
    return this.since.has(id);
  }

  /** The one on stage: stays until somebody else speaks for a while and this one does not. */
  active(self: string, now: number): string | null {
    if (this.current && this.since.has(this.current)) return this.current;
    const next = [...this.since]
      .filter(([id, since]) => id !== self && now - since >= TAKES_STAGE)
      .sort(([, a], [, b]) => a - b)[0];
    if (next) this.current = next[0];
    return this.current;
  }

  private forget(id: string): void {
    this.last.delete(id);
    this.since.delete(id);
    if (this.current === id) this.current = null;
  }
}
