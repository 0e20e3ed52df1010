import type { Participant, Quality } from './engine.ts';
import type { Peer } from './frames.ts';
import type { LocalMedia } from './local-media.ts';
import type { PeerLink } from './peer-link.ts';

export interface Scene {
  readonly self: Peer;
  readonly camera: MediaStream | null;
  readonly screen: MediaStream | null;
  readonly links: readonly PeerLink[];
  /** As the server knows them now; who fell off its list keeps what was known last. */
  readonly peers: readonly Peer[];
  readonly speaking: ReadonlySet<string>;
  readonly qualities: ReadonlyMap<string, Quality>;
  /** False when I receive no pictures. */
  readonly pictures: boolean;
}

/** Everybody in the call as the room shows them: me first. */
export function participantsOf(scene: Scene): readonly Participant[] {
  const others = scene.links.map((link) => other(scene, link));
  return [me(scene, others), ...others];
}

function me({ self, camera, screen, speaking }: Scene, others: readonly Participant[]): Participant {
  const { peer_id: id, ...facts } = self;
  // If even the best line is bad, it is mine.
  const quality = others.length === 0 ? 3 : best(others);
  const streams = { camera, screen, audio: null };
  return { id, self: true, ...facts, streams, speaking: speaking.has(id), quality };
}

function best(others: readonly Participant[]): Quality {
  return others.reduce<Quality>((found, { quality }) => (quality > found ? quality : found), 0);
}

function other(scene: Scene, link: PeerLink): Participant {
  const peer = scene.peers.find(({ peer_id }) => peer_id === link.id) ?? link.peer;
  const { peer_id: id, ...facts } = peer;
  const { camera, screen, audio } = link.streams();
  const connected = link.connection() === 'connected';
  return {
    id,
    self: false,
    ...facts,
    streams: {
      camera: scene.pictures && peer.camera ? camera : null,
      screen: scene.pictures && peer.sharing ? screen : null,
      audio,
    },
    speaking: scene.speaking.has(id),
    // A line that just stands has not been measured yet.
    quality: connected ? scene.qualities.get(id) || 3 : 0,
  };
}

/** A stream for my own picture that stays the same as long as its tracks do. */
export function streamOf(tracks: readonly MediaStreamTrack[]): MediaStream | null {
  return tracks.length > 0 ? new MediaStream([...tracks]) : null;
}

export function ownFacts(
  media: LocalMedia,
  limited: boolean,
): Pick<Peer, 'mic' | 'camera' | 'sharing' | 'listener'> {
  return {
    mic: media.mic(),
    camera: media.camera() !== null && !limited,
    sharing: media.screen().length > 0,
    listener: media.listener(),
  };
}
