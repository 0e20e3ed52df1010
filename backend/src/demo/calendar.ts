export const WEEKS = 14;
/** Today lies in this week of the current semester. */
const WEEK_OF_TODAY = 9;
/** From the start of a semester to the start of the next: together a year of 52 weeks. */
const STEPS = [17, 17, 18] as const;
const NAMES = ['1', '2', 'Summer'] as const;

export interface AcademicYear {
  name: string;
  starts_on: string;
  ends_on: string;
  semesters: { name: string; starts_on: string; ends_on: string; is_current: boolean }[];
}

/** The academic year around `today` (a day) and the one before it, shifted so that today lies in week 9 of 14. */
export function academicYears(today: string): AcademicYear[] {
  const start = addDays(mondayOf(today), -7 * (WEEK_OF_TODAY - 1));
  const month = Number(start.slice(5, 7));
  const current = month >= 7 ? 0 : month <= 3 ? 1 : 2;
  const begin = addDays(start, -7 * STEPS.slice(0, current).reduce((sum, step) => sum + step, 0));
  const firstYear = Number(start.slice(0, 4)) - (current === 0 ? 0 : 1);
  return [-1, 0].map((shift) => {
    const from = addDays(begin, shift * 52 * 7);
    let semester = from;
    return {
      name: `${firstYear + shift}/${firstYear + shift + 1}`,
      starts_on: from,
      ends_on: addDays(from, 52 * 7 - 1),
      semesters: NAMES.map((name, index) => {
        const starts_on = semester;
        semester = addDays(semester, 7 * (STEPS[index] ?? 0));
        const is_current = shift === 0 && index === current;
        return { name, starts_on, ends_on: addDays(starts_on, 7 * WEEKS - 1), is_current };
      }),
    };
  });
}

export const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Monday 1 … Sunday 7. */
export const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
export const mondayOf = (day: string) => addDays(day, 1 - weekdayOf(day));

/** The day on the wall calendar of `zone`. */
export const dayIn = (zone: string, at: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);

/** The instant at which clocks in `zone` show `clock` on `day`. */
export function instantIn(zone: string, day: string, clock: string): string {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  const shown = new Date(wanted).toLocaleString('sv-SE', { timeZone: zone });
  return new Date(2 * wanted - Date.parse(`${shown.replace(' ', 'T')}Z`)).toISOString();
}
