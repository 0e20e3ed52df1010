import { expect, it } from 'vitest';
import { conferenceFailure, connectionFailure, entryFailure } from './lib-jitsi-failures.ts';

const CONNECTION = [
  'passwordRequired',
  'droppedError',
  'serverError',
  'otherError',
  'conferenceRequestFailed',
  'notLiveError',
  'shardChangedError',
];
const CONFERENCE = [
  'connectionError.notAllowed',
  'connectionError.membersOnly',
  'connectionError.accessDenied',
  'connectionError',
  'passwordRequired',
  'display_name_required',
  'max_users',
  'destroyed',
  'reservationError',
  'authenticationRequired',
  'focusLeft',
  'focusDisconnected',
  'videobridgeNotAvailable',
  'iceFailed',
  'gracefulShutdown',
  'incompatible_server_versions',
  'offerAnswerFailed',
];

it('has words and a next action for every failure that the library knows', () => {
  const failures = [
    ...CONNECTION.map((name) => connectionFailure(`connection.${name}`)),
    ...CONFERENCE.map((name) => conferenceFailure(`conference.${name}`, [])),
  ];
  for (const failure of failures) {
    expect(failure?.message).toMatch(/^[A-Z].{15,}[.]$/);
    expect(failure?.next).toMatch(/^(rejoin|other-engine|leave)$/);
  }
  // Only what the table does not know may share a code.
  expect(failures.map((failure) => failure?.code)).not.toContain('conference-failed');
});

it('does not end a call for what is none of its failures', () => {
  expect(conferenceFailure('conference.chatError', [])).toBeUndefined();
});

it('takes a failure that it has never heard of for a passing one', () => {
  expect(connectionFailure('connection.newInVersion3000')).toMatchObject({
    cure: 'reconnect',
    next: 'other-engine',
  });
});

it('hands on what our server said through Prosody, and does not blame it when it was not asked', () => {
  expect(conferenceFailure('conference.reservationError', [403, 'The meeting is closed'])).toMatchObject({
    message: 'The room is not open: The meeting is closed.',
    next: 'leave',
  });
  expect(conferenceFailure('conference.reservationError', [500, 'timed out'])).toMatchObject({
    cure: 'reconnect',
    next: 'other-engine',
  });
});

it('believes a refusal by our own server, and tries again when it is merely away or busy', () => {
  const problem = (status: number) => ({ type: '', title: '', status, detail: 'You were removed.' });
  expect(entryFailure(problem(403))).toMatchObject({ next: 'leave', message: 'You were removed.' });
  expect([0, 429, 503].map((status) => entryFailure(problem(status)).cure)).toEqual([
    'reconnect',
    'reconnect',
    'reconnect',
  ]);
});
