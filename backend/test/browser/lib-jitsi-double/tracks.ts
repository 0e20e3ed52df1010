import { Emitter } from './emitter.ts';
import { events } from './names.ts';

export const trackError = (name: string) => Object.assign(new Error(name), { name });

/** What a track must know of its conference. */
export interface Owner {
  removeTrack(track: LocalTrack): Promise<void>;
  trackChanged(track: LocalTrack): void;
  /** Of what the library bears and nobody should do. */
  complain(text: string): void;
}

export class LocalTrack extends Emitter {
  conference: Owner | null = null;
  disposed = false;
  source: string | null = null;
  private stream: MediaStream | null;
  private track: MediaStreamTrack;
  private readonly type: 'audio' | 'video';
  private readonly videoType: 'camera' | 'desktop' | undefined;

  constructor(stream: MediaStream, track: MediaStreamTrack, videoType?: 'camera' | 'desktop') {
    super();
    this.stream = stream;
    this.track = track;
    this.type = track.kind === 'audio' ? 'audio' : 'video';
    this.videoType = videoType;
  }

  getType = () => this.type;
  getVideoType = () => this.videoType;
  getSourceName = () => this.source;
  getParticipantId = () => this.source?.split('-')[0] ?? '';
  getOriginalStream = () => this.stream;
  getTrack = () => this.track;
  isLocal = () => true;
  isMuted = () => !this.stream || (this.type === 'audio' && !this.track.enabled);

  /** Sound is silenced; a camera is really given back. */
  async mute(): Promise<void> {
    if (this.isMuted()) return;
    if (this.disposed) throw trackError('track.track_is_disposed');
    if (this.type === 'audio') this.track.enabled = false;
    else {
      this.track.stop();
      this.stream = null;
    }
    this.tell();
  }

  async unmute(): Promise<void> {
    if (!this.isMuted()) return;
    if (this.disposed) throw trackError('track.track_is_disposed');
    if (this.type === 'audio') this.track.enabled = true;
    else {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: true });
      [this.track = this.track] = this.stream.getVideoTracks();
    }
    this.tell();
  }

  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.conference?.complain('disposed of a track that is still sent');
    await this.conference?.removeTrack(this);
    this.track.stop();
    this.stream = null;
    this.disposed = true;
  }

  private tell(): void {
    this.conference?.trackChanged(this);
    this.emit(events.track.TRACK_MUTE_CHANGED, this);
  }
}

/** A place for one remote source. */
export class RemoteTrack extends Emitter {
  muted = false;
  private readonly endpoint: string;
  private readonly source: string;
  private readonly stream: MediaStream;
  private readonly type: 'audio' | 'video';
  private readonly videoType: string | undefined;

  constructor(
    endpoint: string,
    source: string,
    stream: MediaStream,
    info: { kind: 'audio' | 'video'; videoType?: string },
  ) {
    super();
    this.endpoint = endpoint;
    this.source = source;
    this.stream = stream;
    this.type = info.kind;
    this.videoType = info.videoType;
  }

  getType = () => this.type;
  getVideoType = () => this.videoType;
  getSourceName = () => this.source;
  getParticipantId = () => this.endpoint;
  getOriginalStream = () => this.stream;
  getTrack = () => this.stream.getTracks()[0];
  isLocal = () => false;
  isMuted = () => this.muted;
  dispose = async () => {};
}
