import type { Circumstances } from './encoding.ts';
import { cameraEncoding, screenEncoding, voiceEncoding } from './encoding.ts';
import type { Outgoing } from './line.ts';
import type { LocalMedia } from './local-media.ts';

function heightOf(track: MediaStreamTrack | null): number | undefined {
  return track?.getSettings().height;
}

/** What of my media goes to one person, and how large. */
export function outgoingTo(media: LocalMedia, of: Circumstances): Outgoing {
  const camera = of.limit === 'none' ? media.camera() : null;
  const screen = media.screen().find(({ kind }) => kind === 'video') ?? null;
  const sound = media.screen().find(({ kind }) => kind === 'audio') ?? null;
  const voice = voiceEncoding(of.mode);
  return {
    voice: { track: media.mic() ? media.microphone() : null, encoding: voice },
    camera: { track: camera, encoding: cameraEncoding(of, heightOf(camera)) },
    screen: { track: screen, encoding: screenEncoding(of, heightOf(screen)) },
    sound: { track: sound, encoding: { ...voice, active: of.wish.screen > 0 } },
  };
}
