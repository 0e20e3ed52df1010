import type { MeetingEntry } from '@api/meetings';

export interface PeerState {
  readonly mic: boolean;
  readonly camera: boolean;
  readonly sharing: boolean;
  readonly listener: boolean;
}

export interface Peer extends PeerState {
  readonly peer_id: string;
  readonly user_id: number;
  readonly full_name: string;
  readonly avatar_url: string | null;
  readonly role: 'host' | 'faculty' | 'member';
}

/** What one browser says to another one: an offer, an answer, or one more address. */
export interface Signalling {
  readonly description?: RTCSessionDescriptionInit;
  readonly candidate?: RTCIceCandidateInit | null;
}

type Engine = MeetingEntry['engine'];
/** A raised hand; the list of them is the queue. */
export interface Hand {
  readonly user_id: number;
  readonly at: string;
}
/** How many peers a call from browser to browser carries with pictures, and with everybody's voice. */
export interface MeshLimits {
  readonly video: number;
  readonly audio: number;
}

export type CallFromServer =
  | {
      type: 'hello';
      self: Peer;
      engine: Engine;
      peers: readonly Peer[];
      hands: readonly Hand[];
      sharing: string | null;
      muted_by_host: boolean;
      ice_servers: MeetingEntry['ice_servers'];
      limits: MeshLimits;
      started_at: string | null;
    }
  | { type: 'peer-joined' | 'peer-changed'; peer: Peer }
  | { type: 'peer-left'; peer_id: string }
  | ({ type: 'signal'; from: string } & Signalling)
  | { type: 'hands'; hands: readonly Hand[] }
  | { type: 'reaction'; user_id: number; emoji: string }
  | { type: 'mute-all' | 'ask-unmute'; by: number }
  | { type: 'may-speak' | 'removed' | 'ended' }
  | { type: 'engine'; engine: Engine; reason: 'jitsi-down' | 'reported' | 'host' }
  | { type: 'refused'; problem: { type: string; title: string; status: number; detail: string } };

export type CallFromClient =
  | ({ type: 'signal'; to: string } & Signalling)
  | ({ type: 'state' } & PeerState)
  | { type: 'hand'; up: boolean }
  | { type: 'reaction'; emoji: string }
  | { type: 'engine-failed'; reason: string }
  | { type: 'mute-all' | 'end' }
  | { type: 'ask-unmute' | 'let-speak' | 'remove'; user_id: number }
  | { type: 'lower-hand'; user_id?: number }
  | { type: 'engine'; engine: Engine };
