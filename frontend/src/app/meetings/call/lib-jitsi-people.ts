import type { Peer } from '@api/meetings';
import type { Hello } from './call-socket.ts';
import type { Participant, Quality, Streams } from './engine.ts';
import type { LocalMedia } from './local-media.ts';
import { NO_STREAMS, type RemoteViews } from './lib-jitsi-views.ts';

/** Of the audio level 0 to 1: breath and fans stay below. */
const AUDIBLE = 0.03;

const streamOf = (tracks: readonly MediaStreamTrack[]) =>
  tracks.length > 0 ? new MediaStream([...tracks]) : null;

/** My own streams, new ones only when the tracks are: an element would start anew. */
export const ownStreams = (media: LocalMedia): Streams => {
  const camera = media.camera();
  return { camera: camera && streamOf([camera]), screen: streamOf(media.screen()), audio: null };
};

/** Me, as the server knows me; what is on is what the page holds at this moment. */
export function me(
  { self }: Hello,
  media: LocalMedia,
  streams: Streams,
  line: { level: number; quality: Quality },
): Participant {
  const { peer_id, user_id, full_name, avatar_url, role } = self;
  return {
    id: peer_id,
    self: true,
    user_id,
    full_name,
    avatar_url,
    role,
    mic: media.mic(),
    camera: media.camera() !== null,
    sharing: media.screen().length > 0,
    listener: media.listener(),
    streams,
    speaking: media.mic() && line.level > AUDIBLE,
    quality: line.quality,
  };
}

/** Somebody else: the person and the state by our server, sound and picture by Jitsi. */
export function other(peer: Peer, endpoint: string | undefined, views: RemoteViews | null): Participant {
  const { peer_id, user_id, full_name, avatar_url, role, mic, camera, sharing, listener } = peer;
  const here = views !== null && endpoint !== undefined;
  const quality: Quality = here ? (views.qualities().get(endpoint) ?? 3) : 0;
  return {
    id: peer_id,
    self: false,
    user_id,
    full_name,
    avatar_url,
    role,
    mic,
    camera,
    sharing,
    listener,
    streams: here ? views.streamsOf(endpoint) : NO_STREAMS,
    speaking: here && mic && (views.levels().get(endpoint) ?? 0) > AUDIBLE,
    quality,
  };
}
