import type { Clock } from '../platform/clock.ts';

const QUARTER = 15 * 60_000;

/**
 * Captions of days for thousands of moments: zones differ by whole quarters of an hour, so one answer of the slow `Intl` serves a quarter.
 * Make a new one when the day or the zone changes.
 */
export class DayCaptions {
  private readonly clock: Clock;
  private readonly byQuarter = new Map<number, string>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** "Today", "Yesterday", "Tue 17 March", and the year when it is another one. */
  of(at: string): string {
    const quarter = Math.floor(Date.parse(at) / QUARTER);
    const known = this.byQuarter.get(quarter);
    if (known !== undefined) return known;
    const caption = this.caption(quarter * QUARTER);
    this.byQuarter.set(quarter, caption);
    return caption;
  }

  private caption(at: number): string {
    const name = this.clock.dayName(at);
    const year = this.clock.isoDay(at).slice(0, 4);
    return year === this.clock.isoDay(Date.now()).slice(0, 4) ? name : `${name} ${year}`;
  }
}
