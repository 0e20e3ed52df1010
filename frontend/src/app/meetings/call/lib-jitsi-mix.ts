import { countContext } from './open-media.ts';

/**
 * The microphone and the sound of a shared screen as one track, since a conference takes one sound of each person.
 * Muting stays with the microphone's own track: muting the whole would silence the film that is shown.
 */
export class SoundMix {
  private context: AudioContext | null = null;
  private made: { key: string; track: MediaStreamTrack } | null = null;

  /** The same track as long as both sources are the same. */
  of(microphone: MediaStreamTrack | null, sound: MediaStreamTrack): MediaStreamTrack {
    const key = `${microphone?.id ?? ''} ${sound.id}`;
    if (this.made?.key !== key)
      this.made = { key, track: this.make(microphone ? [microphone, sound] : [sound]) };
    return this.made.track;
  }

  async close(): Promise<void> {
    const context = this.context;
    this.made?.track.stop();
    this.made = this.context = null;
    await context?.close();
  }

  private make(sources: readonly MediaStreamTrack[]): MediaStreamTrack {
    const context = (this.context ??= countContext(new AudioContext()));
    void context.resume();
    const out = context.createMediaStreamDestination();
    for (const source of sources) context.createMediaStreamSource(new MediaStream([source])).connect(out);
    const [track] = out.stream.getAudioTracks();
    if (!track) throw new Error('the mix has no sound');
    return track;
  }
}
