import type { Meeting } from '@api/meetings';
import type { Occurrence } from '@api/timetable';
import { describe, expect, it } from 'vitest';
import {
  callName,
  callOf,
  countdown,
  dayInWords,
  greeting,
  nextAfter,
  nowOf,
  planDay,
  progressOf,
  weekInWords,
} from './day.ts';

const at = (time: string) => `2026-03-17T${time}:00.000Z`;
const moment = (time: string) => Date.parse(at(time));
let serial = 0;

function lecture(from: string, to: string, more: Partial<Occurrence> = {}): Occurrence {
  serial += 1;
  return {
    entry_id: serial,
    occurrence_id: serial,
    course: { id: serial, code: `C ${serial}`, title: `Course ${serial}` },
    room: { id: 1, name: 'Room B' },
    instructor: { id: 9, full_name: 'Dr Wanjiku Kamau' },
    class_ids: [],
    starts_at: at(from),
    ends_at: at(to),
    status: 'planned',
    meeting_id: null,
    ...more,
  };
}

function meeting(from: string, to: string, more: Partial<Meeting> = {}): Meeting {
  serial += 1;
  return {
    id: serial,
    title: 'Revision',
    kind: 'group',
    course_id: null,
    study_group_id: 1,
    course: null,
    study_group: { name: 'Night Owls', course_id: null },
    host: { id: 9, full_name: 'Brian' },
    starts_at: at(from),
    ends_at: at(to),
    state: 'scheduled',
    started_at: null,
    ended_at: null,
    meeting_url: '/meetings/1',
    may_join: false,
    joinable_at: at(from),
    may_manage: false,
    ...more,
  };
}

describe('what matters now', () => {
  it('is the class that runs, with its call', () => {
    const call = meeting('10:00', '11:30', { state: 'live', may_join: true });
    const [first, second] = [lecture('10:00', '11:30', { meeting_id: call.id }), lecture('11:45', '13:15')];
    expect(nowOf([second, first], [call], moment('10:52'))).toEqual({
      kind: 'class',
      item: first,
      meeting: call,
      running: true,
    });
  });

  it('knows the call that was made by hand for the time of a class', () => {
    const item = lecture('10:00', '11:30');
    const call = meeting('10:00', '11:00', { course_id: item.course.id, study_group_id: null });
    expect(callOf(item, [meeting('10:00', '11:00'), call])).toBe(call);
    expect(nowOf([item], [call], moment('09:00'))).toMatchObject({ kind: 'class', meeting: call });
    expect(callOf(item, [{ ...call, starts_at: at('10:05') }])).toBeNull();
  });

  it('is the next class between two classes, and at the very end of one', () => {
    const [first, second] = [lecture('10:00', '11:30'), lecture('11:45', '13:15')];
    expect(nowOf([first, second], [], moment('11:30'))).toMatchObject({ item: second, running: false });
    expect(nowOf([first, second], [], moment('11:45'))).toMatchObject({ item: second, running: true });
  });

  it('passes over a cancelled class', () => {
    const [gone, second] = [lecture('10:00', '11:30', { status: 'cancelled' }), lecture('11:45', '13:15')];
    expect(nowOf([gone, second], [], moment('10:30'))).toMatchObject({ item: second, running: false });
  });

  it('is a live call that I may enter when no class runs', () => {
    const call = meeting('10:00', '11:00', { state: 'live', may_join: true });
    expect(nowOf([lecture('14:00', '15:00')], [call], moment('10:30'))).toMatchObject({
      kind: 'meeting',
      item: call,
    });
    const closed = { ...call, may_join: false };
    expect(nowOf([lecture('14:00', '15:00')], [closed], moment('10:30'))).toMatchObject({ kind: 'class' });
  });

  it('is a meeting that comes before the next class', () => {
    const coming = meeting('13:00', '13:30');
    expect(nowOf([lecture('14:00', '15:00')], [coming], moment('10:30'))).toMatchObject({
      kind: 'meeting',
      running: false,
    });
    expect(nowOf([lecture('12:00', '12:30')], [coming], moment('10:30'))).toMatchObject({ kind: 'class' });
  });

  it('is nothing when the day is over', () => {
    expect(nowOf([lecture('10:00', '11:30')], [], moment('12:00'))).toBeNull();
  });

  it('is followed by the next class that is not the same', () => {
    const [first, second] = [lecture('10:00', '11:30'), lecture('11:45', '13:15')];
    const now = nowOf([first, second], [], moment('10:30'));
    expect(nextAfter([first, second], now, moment('10:30'))).toBe(second);
    const before = nowOf([first, second], [], moment('09:00'));
    expect(nextAfter([first, second], before, moment('09:00'))).toBe(second);
  });
});

describe('the day', () => {
  it('marks what is over, what runs and what comes, and pauses of an hour', () => {
    const day = [
      lecture('14:00', '15:30'),
      lecture('08:00', '09:30'),
      lecture('10:00', '11:30'),
      lecture('11:45', '13:00'),
    ];
    const lines = planDay(day, [], moment('10:52')).map((line) =>
      line.kind === 'free' ? `free ${line.until}` : line.state,
    );
    expect(lines).toEqual(['past', 'now', 'later', `free ${at('14:00')}`, 'later']);
  });

  it('says nothing of a pause that is over, and a cancelled class is a pause', () => {
    const day = [
      lecture('08:00', '09:00'),
      lecture('09:00', '10:00', { status: 'cancelled' }),
      lecture('10:00', '11:00'),
    ];
    expect(planDay(day, [], moment('10:30')).every((line) => line.kind === 'class')).toBe(true);
    expect(planDay(day, [], moment('08:30')).map((line) => line.kind)).toEqual([
      'class',
      'class',
      'free',
      'class',
    ]);
  });

  it('is told in words', () => {
    const time = (iso: string) => iso.slice(11, 16);
    expect(dayInWords([], time)).toBe('No classes today.');
    expect(dayInWords([lecture('10:00', '11:30', { status: 'cancelled' })], time)).toBe('No classes today.');
    expect(dayInWords([lecture('10:00', '11:30')], time)).toBe('One class, 10:00 to 11:30.');
    expect(dayInWords([lecture('15:45', '17:15'), lecture('10:00', '11:30')], time)).toBe(
      'Two classes, the last ends at 17:15.',
    );
  });
});

describe('figures', () => {
  it('counts down in minutes, and in seconds at last', () => {
    expect(countdown(38 * 60_000)).toBe('38 min');
    expect(countdown(37.2 * 60_000)).toBe('38 min');
    expect(countdown(65 * 60_000)).toBe('1 h 5 min');
    expect(countdown(59_400)).toBe('60 s');
    expect(countdown(800)).toBe('1 s');
    expect(countdown(-5)).toBe('0 s');
  });

  it('knows how much of a class is over', () => {
    const item = lecture('10:00', '11:30');
    expect(progressOf(item, moment('10:52'))).toEqual({ done: 52, whole: 90 });
    expect(progressOf(item, moment('09:00'))).toEqual({ done: 0, whole: 90 });
    expect(progressOf(item, moment('12:00'))).toEqual({ done: 90, whole: 90 });
  });

  it('counts weeks from Monday to Monday', () => {
    const semester = { starts_on: '2026-01-20', ends_on: '2026-04-24' };
    expect(weekInWords(semester, '2026-01-25')).toBe('Week 1 of 14');
    expect(weekInWords(semester, '2026-01-26')).toBe('Week 2 of 14');
    expect(weekInWords(semester, '2026-03-17')).toBe('Week 9 of 14');
    expect(weekInWords(semester, '2026-01-19')).toBeNull();
    expect(weekInWords(semester, '2026-04-25')).toBeNull();
  });
});

describe('the greeting', () => {
  it('follows the hour', () => {
    expect([2, 8, 12, 17, 18, 23].map((hour) => greeting(hour, 'Achieng Odhiambo'))).toEqual(
      ['evening', 'morning', 'afternoon', 'afternoon', 'evening', 'evening'].map(
        (part) => `Good ${part}, Achieng`,
      ),
    );
  });

  it('keeps a title', () => {
    expect(callName('Dr Wanjiku Kamau')).toBe('Dr Kamau');
    expect(callName('Prof. Kiprono Koech')).toBe('Prof. Koech');
    expect(callName('Drake Owino')).toBe('Drake');
    expect(callName('Dr')).toBe('Dr');
  });
});
