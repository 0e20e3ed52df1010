import { SoundMix } from './lib-jitsi-mix.ts';
import type { JitsiConference, JitsiLocalTrack, LibJitsi } from './lib-jitsi-types.ts';
import { counted } from './open-media.ts';

/** What is to be sent. The tracks are the room's: clones of them are given away, since the library stops what it is given. */
export interface Wish {
  readonly microphone: MediaStreamTrack | null;
  /** Whether the microphone is on. */
  readonly mic: boolean;
  readonly camera: MediaStreamTrack | null;
  readonly screen: readonly MediaStreamTrack[];
}

interface Sent {
  /** Whose clone it is. */
  readonly source: MediaStreamTrack;
  readonly track: JitsiLocalTrack;
}

type Kind = 'audio' | 'camera' | 'desktop';

/** Keeps in the conference what this page sends: at most one sound, one camera, and one screen as a second picture. */
export class OwnTracks {
  private readonly library: LibJitsi;
  private readonly conference: JitsiConference;
  private readonly sent: Partial<Record<Kind, Sent>> = {};
  private readonly mix = new SoundMix();
  private queue: Promise<unknown> = Promise.resolve();
  private released = false;

  constructor(library: LibJitsi, conference: JitsiConference) {
    this.library = library;
    this.conference = conference;
  }

  /** One change after the other: the library refuses a track that is still on its way. */
  sync(wish: Wish): Promise<void> {
    const done = this.queue.then(() => this.apply(wish));
    this.queue = done.catch(() => {});
    return done;
  }

  /** After the conference was left. One by one: each gives its device back before the next. */
  async release(): Promise<void> {
    this.released = true;
    await this.queue;
    for (const kind of ['audio', 'camera', 'desktop'] as const) {
      await this.sent[kind]?.track.dispose();
      delete this.sent[kind];
    }
    await this.mix.close();
  }

  private async apply({ microphone, mic, camera, screen }: Wish): Promise<void> {
    if (this.released) return;
    const picture = screen.find(({ kind }) => kind === 'video') ?? null;
    const sound = screen.find(({ kind }) => kind === 'audio') ?? null;
    const heard = sound ? this.mix.of(microphone, sound) : microphone;
    await this.sound(heard, mic || sound !== null);
    if (!sound) await this.mix.close();
    await this.camera(camera);
    await this.screen(picture);
  }

  private async sound(source: MediaStreamTrack | null, on: boolean): Promise<void> {
    if (source) await this.put('audio', source);
    const track = this.sent.audio?.track;
    if (!track) return;
    const audible = on && source !== null;
    if (audible === track.isMuted()) await (audible ? track.unmute() : track.mute());
  }

  /** Off is muted, not removed: its place stays, and coming back needs no new negotiation. Muting frees the device. */
  private async camera(source: MediaStreamTrack | null): Promise<void> {
    if (source) await this.put('camera', source);
    else if (this.sent.camera && !this.sent.camera.track.isMuted()) await this.sent.camera.track.mute();
  }

  private async screen(source: MediaStreamTrack | null): Promise<void> {
    if (source) return this.put('desktop', source);
    const old = this.sent.desktop;
    if (!old) return;
    delete this.sent.desktop;
    await this.conference.removeTrack(old.track);
    await old.track.dispose();
  }

  private async put(kind: Kind, source: MediaStreamTrack): Promise<void> {
    const old = this.sent[kind];
    if (old?.source === source) return;
    const track = this.make(kind, source);
    try {
      if (old) await this.conference.replaceTrack(old.track, track);
      else await this.conference.addTrack(track);
    } catch (error) {
      await track.dispose();
      throw error;
    }
    this.sent[kind] = { source, track };
    // Not before it was replaced: the conference would take it out by itself, and the picture would go black.
    await old?.track.dispose();
  }

  private make(kind: Kind, source: MediaStreamTrack): JitsiLocalTrack {
    const track = counted(source.clone());
    const [made] = this.library.createLocalTracksFromMediaStreams([
      {
        stream: new MediaStream([track]),
        track,
        mediaType: kind === 'audio' ? 'audio' : 'video',
        sourceType: kind === 'desktop' ? 'screen' : kind === 'audio' ? 'mic' : 'camera',
        ...(kind !== 'audio' && { videoType: kind }),
      },
    ]);
    if (!made) throw new Error('lib-jitsi-meet made no track');
    return made;
  }
}
