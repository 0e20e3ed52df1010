import type { Attendance } from '@api/meetings';

export interface AttendanceWords {
  /** "84 of 97" */
  readonly total: string;
  /** Parts of the whole, in per cent. */
  readonly onTime: number;
  readonly late: number;
  readonly words: readonly string[];
}

/** Who of the roster came, drawn and in words. Guests are in the call but not on the roster. */
export function attendanceWords({ items, expected }: Attendance): AttendanceWords {
  const roster = items.filter(({ guest }) => !guest);
  const came = roster.filter(({ status }) => status === 'present');
  const late = came.filter((line) => line.late).length;
  const onTime = came.length - late;
  const here = roster.filter((line) => line.here).length;
  return {
    total: `${here} of ${expected}`,
    onTime: (100 * onTime) / expected,
    late: (100 * late) / expected,
    words: [`${onTime} on time`, `${late} late`, `${Math.max(0, expected - came.length)} not here`],
  };
}
