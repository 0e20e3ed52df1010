import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { Signal } from '@angular/core';
import { AuthService } from './session.ts';

type Moment = string | number | Date;

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The time and how we write it: 24 h, "Tue 17 March", in the viewer's zone (the profile's, else the browser's).
 * `now` ticks every second, `minute` at each full minute; read the slower one when it is enough.
 */
@Injectable({ providedIn: 'root' })
export class Clock {
  private readonly auth = inject(AuthService);
  private readonly ticking = signal(Date.now());

  readonly now: Signal<number> = this.ticking.asReadonly();
  readonly minute = computed(() => Math.floor(this.ticking() / MINUTE) * MINUTE);
  readonly zone = computed(
    () => this.auth.user()?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  );

  private readonly formats = computed(() => {
    const timeZone = this.zone();
    const format = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
    return {
      time: format({ hour: '2-digit', minute: '2-digit' }),
      day: format({ weekday: 'short', day: 'numeric', month: 'long' }),
      longDay: format({ weekday: 'long', day: 'numeric', month: 'long' }),
      weekday: format({ weekday: 'short' }),
      date: format({ day: 'numeric', month: 'short' }),
      year: format({ day: 'numeric', month: 'short', year: 'numeric' }),
      iso: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
    };
  });

  constructor() {
    const timer = setInterval(() => this.ticking.set(Date.now()), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** "11:45" */
  time(at: Moment): string {
    return this.formats().time.format(new Date(at));
  }

  /** "11:45–13:15" */
  range(from: Moment, to: Moment): string {
    return `${this.time(from)}–${this.time(to)}`;
  }

  /** "Tue 17 March" */
  day(at: Moment): string {
    return this.formats().day.format(new Date(at)).replace(',', '');
  }

  /** "Tuesday 17 March" */
  longDay(at: Moment): string {
    return this.formats().longDay.format(new Date(at)).replace(',', '');
  }

  /** "2026-03-17", the day at that moment in the viewer's zone. */
  isoDay(at: Moment): string {
    return this.formats().iso.format(new Date(at));
  }

  /** "Today", "Tomorrow", "Yesterday", else "Tue 17 March". */
  dayName(at: Moment): string {
    const days = this.daysFromToday(at);
    if (days === 0) return 'Today';
    if (days === 1) return 'Tomorrow';
    return days === -1 ? 'Yesterday' : this.day(at);
  }

  /** For lists: "10:49" today, "Mon" within six days, "2 Feb" this year, else "2 Feb 2025". */
  stamp(at: Moment): string {
    const days = this.daysFromToday(at);
    if (days === 0) return this.time(at);
    if (Math.abs(days) < 7) return this.formats().weekday.format(new Date(at));
    const sameYear = this.isoDay(at).slice(0, 4) === this.isoDay(this.minute()).slice(0, 4);
    return (sameYear ? this.formats().date : this.formats().year).format(new Date(at));
  }

  /** "now", "in 8 min", "in 2 h 5 min", "8 min ago", and from a day on the day itself. */
  relative(at: Moment): string {
    const minutes = Math.round((new Date(at).getTime() - this.minute()) / MINUTE);
    if (minutes === 0) return 'now';
    const size = Math.abs(minutes);
    if (size >= 24 * 60) return this.day(at);
    const words = duration(size);
    return minutes > 0 ? `in ${words}` : `${words} ago`;
  }

  private daysFromToday(at: Moment): number {
    return Math.round((Date.parse(this.isoDay(at)) - Date.parse(this.isoDay(this.minute()))) / DAY);
  }
}

/** Minutes as "8 min", "2 h", "1 h 24 min". */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
