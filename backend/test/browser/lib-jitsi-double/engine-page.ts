import '@angular/compiler';
import { provideHttpClient } from '@angular/common/http';
import { provideZonelessChangeDetection, signal } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import type { Peer } from '../../../src/meetings/contract.ts';
import { LibJitsiCallService } from '../../../../frontend/src/app/meetings/call/lib-jitsi-call.ts';
import { LocalMedia } from '../../../../frontend/src/app/meetings/call/local-media.ts';
import { openMedia } from '../../../../frontend/src/app/meetings/call/open-media.ts';

export interface Scene {
  self: Peer;
  peers: Peer[];
  entry: object;
}

/** The engine alone in a page, without the room around it: a test drives it by `engine` on the window. */
const app = await createApplication({
  providers: [
    provideZonelessChangeDetection(),
    provideRouter([]),
    provideHttpClient(),
    LocalMedia,
    LibJitsiCallService,
  ],
});
const [service, media] = [app.injector.get(LibJitsiCallService), app.injector.get(LocalMedia)];
const states: { at: number; phase: string }[] = [];
const videos = new Map<MediaStream, HTMLVideoElement>();

async function framesOf(stream: MediaStream | null | undefined): Promise<number> {
  if (!stream) return 0;
  let video = videos.get(stream);
  if (!video) {
    video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true });
    videos.set(stream, video);
    await video.play().catch(() => {});
  }
  return video.getVideoPlaybackQuality().totalVideoFrames;
}

const engine = {
  states,
  service,
  media,
  openMedia,
  async join({ self, peers, entry }: Scene) {
    await media.setMic(true);
    await media.setCamera(true);
    const socket = {
      state: signal('open'),
      hello: signal({ type: 'hello', self }),
      peers: signal(peers),
      tell() {},
    };
    const session = { meeting_id: 1, entry, freshEntry: async () => entry, socket };
    await service.join(session as never, media);
  },
  phase: () => service.state(),
  /** Pictures shown of the others so far, by peer. */
  async seen() {
    const others = service.participants().filter((one) => !one.self);
    return Promise.all(
      others.map(async ({ id, streams, mic, speaking }) => ({
        id,
        camera: await framesOf(streams.camera),
        screen: await framesOf(streams.screen),
        audio: streams.audio?.getAudioTracks().length ?? 0,
        mic,
        speaking,
      })),
    );
  },
};
Object.assign(globalThis, { engine });
export type EnginePage = typeof engine;
