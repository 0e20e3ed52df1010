import type { Problem } from '../../platform/problem.ts';
import type { CallState, NextAction } from './engine.ts';

/** What the engine does by itself before it says anything. */
export type Cure =
  /** Connects anew with a fresh token, for as long as a call may be away. */
  | 'reconnect'
  /** Once more with a fresh token; a second refusal is meant. */
  | 'token'
  | 'none';

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly next: NextAction;
  readonly cure: Cure;
}

const failure = (cure: Cure, next: NextAction, code: string, message: string): Failure => ({
  code,
  message,
  next,
  cure,
});

const GONE = 'The video server went away and did not come back.';
const BROKEN = 'The video server is not set up as it should be; an administrator must know of it.';

const CONNECTION: Readonly<Record<string, Failure>> = {
  'connection.passwordRequired': failure(
    'token',
    'other-engine',
    'token-refused',
    `The video server does not accept the pass that we gave you. ${BROKEN}`,
  ),
  'connection.droppedError': failure('reconnect', 'other-engine', 'connection-dropped', GONE),
  'connection.serverError': failure('reconnect', 'other-engine', 'server-error', GONE),
  'connection.otherError': failure('reconnect', 'other-engine', 'connection-failed', GONE),
  'connection.shardChangedError': failure('reconnect', 'other-engine', 'server-changed', GONE),
  'connection.notLiveError': failure(
    'reconnect',
    'other-engine',
    'not-ready',
    'The video server did not get ready for this call.',
  ),
  'connection.conferenceRequestFailed': failure(
    'reconnect',
    'other-engine',
    'room-not-opened',
    'The video server did not open the room.',
  ),
};

const CONFERENCE: Readonly<Record<string, Failure>> = {
  'conference.connectionError': failure('reconnect', 'other-engine', 'conference-dropped', GONE),
  'conference.connectionError.notAllowed': failure(
    'token',
    'other-engine',
    'not-allowed',
    'The video server does not let you into this room.',
  ),
  'conference.connectionError.membersOnly': failure(
    'none',
    'rejoin',
    'waiting-room',
    'Somebody switched on the waiting room. Try again when the host has switched it off.',
  ),
  'conference.connectionError.accessDenied': failure(
    'none',
    'leave',
    'access-denied',
    'The host did not let you in from the waiting room.',
  ),
  'conference.passwordRequired': failure(
    'none',
    'rejoin',
    'locked',
    'Somebody locked the room with a password. Try again when it is open.',
  ),
  'conference.display_name_required': failure(
    'token',
    'rejoin',
    'name-required',
    'The video server did not take your name. Try again.',
  ),
  'conference.max_users': failure(
    'none',
    'rejoin',
    'full',
    'The call is full. Try again when somebody has left.',
  ),
  // Destroyed by the host, by the end of its time, or by mistake: `join` knows which.
  'conference.destroyed': failure('reconnect', 'rejoin', 'room-closed', 'The room was closed.'),
  'conference.authenticationRequired': failure(
    'token',
    'other-engine',
    'authentication-required',
    `The video server asked for a password. ${BROKEN}`,
  ),
  'conference.focusLeft': failure('reconnect', 'other-engine', 'focus-left', GONE),
  'conference.focusDisconnected': failure('reconnect', 'other-engine', 'focus-disconnected', GONE),
  'conference.videobridgeNotAvailable': failure(
    'reconnect',
    'other-engine',
    'no-bridge',
    'The video server has no place left for this call.',
  ),
  'conference.gracefulShutdown': failure(
    'reconnect',
    'other-engine',
    'shutting-down',
    'The video server is being shut down.',
  ),
  'conference.iceFailed': failure(
    'reconnect',
    'other-engine',
    'ice-failed',
    'Sound and picture did not get through to the video server. Some networks block it.',
  ),
  'conference.offerAnswerFailed': failure(
    'reconnect',
    'other-engine',
    'offer-failed',
    'Your browser and the video server did not agree on sound and picture.',
  ),
  'conference.incompatible_server_versions': failure(
    'none',
    'other-engine',
    'incompatible',
    `The parts of the video server do not fit together. ${BROKEN}`,
  ),
};

/** CONFERENCE_FAILED that is no failure of the call. */
const HARMLESS = new Set([
  'conference.chatError',
  'conference.settingsError',
  'conference.passwordNotSupported',
]);

export const MISSING = failure(
  'reconnect',
  'other-engine',
  'unreachable',
  'The video server does not answer.',
);
export const INTERRUPTED = failure('reconnect', 'other-engine', 'interrupted', GONE);
export const UNSUPPORTED = failure(
  'none',
  'leave',
  'unsupported',
  'This browser cannot make calls. Chrome, Edge, Firefox and Safari of the last years can.',
);
export const REMOVED = failure('none', 'leave', 'removed', 'The host removed you from the call.');
export const REPLACED = failure(
  'none',
  'leave',
  'replaced',
  'You came into this call from another place, so it ended here.',
);

export const connectionFailure = (error: string): Failure =>
  CONNECTION[error] ?? failure('reconnect', 'other-engine', 'connection-failed', GONE);

/** Undefined for what does not concern the call itself. Details are those of the event, after the error. */
export function conferenceFailure(error: string, details: readonly unknown[]): Failure | undefined {
  if (HARMLESS.has(error)) return undefined;
  if (error === 'conference.reservationError') return reservationFailure(details);
  return CONFERENCE[error] ?? failure('reconnect', 'other-engine', 'conference-failed', GONE);
}

/** Prosody asked our server before opening the room: 4xx is its answer, anything else means that it was not reached. */
function reservationFailure([code, text]: readonly unknown[]): Failure {
  const answered = Number(code) >= 400 && Number(code) < 500;
  const words = typeof text === 'string' && text ? `: ${text.replace(/\.?$/, '.')}` : '.';
  return answered
    ? failure('none', 'leave', 'room-refused', `The room is not open${words}`)
    : failure('reconnect', 'other-engine', 'room-not-opened', 'The video server did not open the room.');
}

/** What our own server said when it was asked for a fresh token: a refusal is final, anything else may pass. */
export const entryFailure = (problem: Problem): Failure =>
  problem.status >= 400 && problem.status < 500 && problem.status !== 408 && problem.status !== 429
    ? failure('none', 'leave', 'refused', problem.detail)
    : failure('reconnect', 'rejoin', 'offline', 'The server does not answer. Check your line.');

export const failed = ({ code, message, next }: Failure): CallState => ({
  phase: 'failed',
  code,
  message,
  next,
});
