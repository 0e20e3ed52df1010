import type { CallFromClient, CallSignal, Peer } from '@api/meetings';

export type {
  CallFromClient,
  CallFromServer,
  CallSignal as Signalling,
  Hand,
  MeshLimits,
  Peer,
} from '@api/meetings';

type StateFrame = Extract<CallFromClient, { type: 'state' }>;
export type PeerState = Pick<Peer, keyof Omit<StateFrame, 'type'>>;
/** What one browser says to another one: an offer, an answer, or one more address. */
export type Description = NonNullable<CallSignal['description']>;
export type Candidate = NonNullable<CallSignal['candidate']>;
