import type { Actor } from '#platform/access';
import type { Config } from '#platform/config';
import { Problem } from '#platform/problem';
import type { Meeting } from './contract.ts';
import type { MeetingRow } from './find.ts';

/** How somebody stands to a meeting: the one who holds it, the course's lecturer, the group's owner, an administrator, or who takes part. */
export type Standing = 'host' | 'faculty' | 'owner' | 'admin' | 'participant';
/** What of the settings decides who may enter when. */
export type Rules = Pick<Config, 'host_early_minutes' | 'student_early_minutes' | 'public_url' | 'time_zone'>;

/** A host who forgets to end a meeting leaves it open this long; then it is ended for them. */
export const OVERTIME_MS = 30 * 60_000;

/** Undefined for outsiders. A host who no longer teaches the course, or has left the group, is one. */
export function standingOf(actor: Actor, meeting: MeetingRow, takesPart: boolean): Standing | undefined {
  const teaches = actor.role === 'faculty' && meeting.instructor_id === actor.id;
  const belongs = meeting.kind === 'lecture' ? teaches || actor.role === 'admin' : takesPart;
  if (meeting.host.id === actor.id && belongs) return 'host';
  if (teaches) return 'faculty';
  if (meeting.owner_id === actor.id && takesPart) return 'owner';
  if (actor.role === 'admin') return 'admin';
  return takesPart ? 'participant' : undefined;
}

export const mayManage = (standing: Standing) => standing !== 'participant';
/** Who leads the call itself: an administrator who looks in does not. */
export const isModerator = (standing: Standing) => standing === 'host' || standing === 'faculty';

/** From when on somebody of this standing may enter; a meeting that was started earlier is open from then. */
export function joinableAt(meeting: MeetingRow, standing: Standing, rules: Rules): string {
  const minutes = mayManage(standing) ? rules.host_early_minutes : rules.student_early_minutes;
  const opens = new Date(Date.parse(meeting.starts_at) - minutes * 60_000).toISOString();
  return meeting.state === 'live' && meeting.started_at && meeting.started_at < opens
    ? meeting.started_at
    : opens;
}

/** Whether its time is over, ended by hand or not. */
export const isOver = (meeting: Pick<MeetingRow, 'state' | 'ends_at'>, now: number) =>
  now >= Date.parse(meeting.ends_at) + (meeting.state === 'live' ? OVERTIME_MS : 0);

/** Why somebody of this standing may not enter now; undefined when they may. */
export function whyClosed(meeting: MeetingRow, standing: Standing, rules: Rules, now = Date.now()) {
  const joinable_at = joinableAt(meeting, standing, rules);
  if (meeting.state === 'cancelled')
    return new Problem(409, 'meeting-cancelled', `“${meeting.title}” was cancelled.`, { joinable_at });
  if (meeting.removed)
    return new Problem(
      403,
      'removed',
      `You were removed from “${meeting.title}”, and cannot come back to it.`,
    );
  if (meeting.state === 'ended' || isOver(meeting, now))
    return new Problem(409, 'meeting-ended', `“${meeting.title}” is over.`, { joinable_at });
  if (now < Date.parse(joinable_at))
    return new Problem(
      409,
      'meeting-not-open',
      `“${meeting.title}” opens on ${inWords(joinable_at, rules)}, or as soon as ${meeting.host.full_name} starts it.`,
      { joinable_at },
    );
  return undefined;
}

/** A moment as people of the institution say it: “Tue, 17 March, 10:45”. */
export const inWords = (at: string, rules: Rules) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: rules.time_zone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(new Date(at))
    .replace(',', '')
    .replace(' at ', ', ');

/** The meeting as this person sees it now. */
export function seenBy(meeting: MeetingRow, standing: Standing, rules: Rules, now = Date.now()): Meeting {
  const over = meeting.state === 'live' && isOver(meeting, now);
  return {
    ...factsOf(meeting, rules),
    state: over ? 'ended' : meeting.state,
    may_join: !whyClosed(meeting, standing, rules, now),
    joinable_at: joinableAt(meeting, standing, rules),
    may_manage: mayManage(standing),
  };
}

/** What is the same for every viewer. The room is not in it. */
export function factsOf(meeting: MeetingRow, rules: Rules) {
  const {
    room: _room,
    instructor_id: _instructor,
    owner_id: _owner,
    takes_part: _part,
    removed: _removed,
    ...facts
  } = meeting;
  return { ...facts, meeting_url: `${rules.public_url}/meetings/${meeting.id}` };
}
