import type { Attendance, AttendanceLine } from './contract.ts';

const HEAD = [
  'Name',
  'Status',
  'Present (minutes)',
  'Joined',
  'Left',
  'Late (minutes)',
  'Left early (minutes)',
  'On the roster',
];

/** RFC 4180. Times are wall-clock times of the institution. */
export function attendanceCsv(attendance: Attendance, timeZone: string): string {
  const rows = attendance.items.map((line) => cellsOf(line, timeZone));
  return [HEAD, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

const cellsOf = (line: AttendanceLine, timeZone: string) => [
  line.user.full_name,
  line.status,
  line.present_minutes,
  timeOf(line.joined_at, timeZone),
  timeOf(line.left_at, timeZone),
  line.late_minutes,
  line.left_early_minutes,
  line.guest ? 'no' : 'yes',
];

/** Spreadsheets run text that begins like a formula (OWASP: CSV injection): an apostrophe makes it text. */
function cell(value: string | number): string {
  const text =
    typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `2026-03-17 10:05:30`, in the form that spreadsheets read as a time. */
const timeOf = (at: string | null, timeZone: string) =>
  at === null
    ? ''
    : new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
        new Date(at),
      );
