import type { Peer } from '@api/meetings';
import type { CallState, EngineName, Limit, Participant } from '../../meetings/call/engine.ts';

/** Why everybody's pictures went away for a moment. */
export function movedWords(engine: EngineName, reason: string): string {
  if (engine === 'jitsi') return 'The video server is back. The call goes on there.';
  return reason === 'host'
    ? 'The call goes on browser to browser.'
    : 'Video server is away. The call goes on browser to browser.';
}

export function limitWords(limit: Limit): string {
  if (limit === 'audio') return 'Many people are here: without the video server only sound is carried.';
  return limit === 'speaker'
    ? 'So many people are here that only who leads and who was let speak is heard.'
    : '';
}

export interface LineWords {
  readonly text: string;
  readonly bad: boolean;
}

/** What the line of the call is doing, when it is not simply working. */
export function lineWords(
  state: CallState | undefined,
  socket: string,
  online: boolean,
): LineWords | undefined {
  if (state?.phase === 'failed') return { text: state.message, bad: true };
  if (!online) return { text: 'No connection. You come back by yourself.', bad: true };
  if (socket === 'waiting' || state?.phase === 'reconnecting') return { text: 'Reconnecting', bad: true };
  if (!state || state.phase === 'connecting' || state.phase === 'idle')
    return { text: 'Connecting', bad: false };
  return undefined;
}

/** What a role is called in this kind of meeting. */
export function roleWords(role: Participant['role'], lecture: boolean): string {
  if (role === 'host') return lecture ? 'Lecturer' : 'Host';
  return role === 'faculty' ? 'Faculty' : '';
}

/** "52:14", "1:02:14" */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

/** "0.4 MB", "41 MB", "1.2 GB" */
export function dataSize(bytes: number): string {
  const mb = bytes / 1e6;
  if (mb >= 1000) return `${(mb / 1000).toFixed(1)} GB`;
  return `${mb < 10 ? mb.toFixed(1) : Math.round(mb)} MB`;
}

/** A person of whom only the server spoke yet: no picture, no sound. */
export function asParticipant(peer: Peer, self: boolean): Participant {
  const { peer_id, ...facts } = peer;
  return {
    ...facts,
    id: peer_id,
    self,
    streams: { camera: null, screen: null, audio: null },
    speaking: false,
    quality: 3,
  };
}
