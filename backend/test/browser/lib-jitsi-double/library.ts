import { Conference } from './conference.ts';
import { Emitter } from './emitter.ts';
import type { FromRelay, OpenWire, Wire } from './frames.ts';
import type { Media } from './media.ts';
import { events } from './names.ts';
import { readClaims } from './rooms.ts';
import { LocalTrack, trackError } from './tracks.ts';

interface ConnectionOptions {
  serviceUrl?: string;
  bosh?: string;
  hosts?: { domain?: string; muc?: string };
}

export interface Surroundings {
  openWire: OpenWire;
  media: () => Media;
  /** How long until the tries to resume a broken connection, in ms. The library takes 1.5 s and more. */
  pauses?: readonly number[];
}

/** `JitsiMeetJS`, with what it complains of kept for tests. */
export function makeLibrary({ openWire, media, pauses = [1_500, 3_000, 6_000] }: Surroundings) {
  const state = { initialised: false, complaints: [] as string[], open: new Set<JitsiConnection>() };

  class JitsiConnection extends Emitter {
    conference: Conference | null = null;
    private readonly url: URL;
    private token: string;
    private wire: Wire | null = null;
    private id = '';
    private tries = 0;
    private ended = false;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private onOpen: (() => void) | undefined;

    constructor(_appId: null, token: string, options: ConnectionOptions) {
      super();
      if (!state.initialised) state.complaints.push('a connection before init()');
      if (options.bosh || !options.serviceUrl)
        throw new Error('serviceUrl is required, bosh is not supported');
      if (!options.hosts?.muc) throw new Error('hosts.muc is required');
      this.url = new URL(options.serviceUrl);
      this.token = token;
    }

    connect(): void {
      state.open.add(this);
      this.dial();
    }

    /** Rejects after 3 s even if it works a moment later. */
    refreshToken(token: string): Promise<void> {
      this.token = token;
      this.tries = 0;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('Token refresh timed out')), 3_000);
        this.onOpen = () => {
          clearTimeout(late);
          resolve();
        };
        if (this.wire) this.wire.close();
        else this.dial();
      });
    }

    initJitsiConference(name: string, _options: object): Conference {
      if (this.conference) throw new Error('A conference with the same name has already been created!');
      const { id } = this;
      const line = {
        id,
        media: media(),
        complaints: state.complaints,
        send: (frame: Parameters<Wire['send']>[0]) => this.wire?.send(frame),
        end: () => this.end(),
      };
      return (this.conference = new Conference(name, line));
    }

    async disconnect(): Promise<void> {
      if (this.ended) return;
      if (this.listening + (this.conference?.listening ?? 0) > 0)
        state.complaints.push('disconnected while still listening');
      this.end();
      this.emit(events.connection.CONNECTION_DISCONNECTED);
    }

    private end(): void {
      this.ended = true;
      clearTimeout(this.timer);
      state.open.delete(this);
      this.wire?.close();
    }

    private dial(): void {
      clearTimeout(this.timer);
      const url = new URL(this.url);
      url.searchParams.set('token', this.token);
      const wire = openWire(
        url,
        (frame) => this.take(frame),
        () => this.wire === wire && this.dropped(),
      );
      this.wire = wire;
    }

    private take(frame: FromRelay): void {
      if (this.ended) return;
      if (frame.type === 'refused') return this.fail('connection.passwordRequired', frame.text);
      if (frame.type !== 'open') return this.conference?.hear(frame);
      this.tries = 0;
      this.onOpen?.();
      if (!this.conference) this.id = frame.id;
      else return this.resume();
      this.emit(events.connection.CONNECTION_ESTABLISHED, this.id);
    }

    /** The double's rooms forget a seat with its wire, so the member takes a new one. */
    private resume(): void {
      this.conference?.join();
      this.conference?.interrupted(false);
    }

    private dropped(): void {
      this.wire = null;
      if (this.ended) return;
      if (!this.conference) return this.fail('connection.droppedError', 'the socket did not open');
      if (this.tries === 0) this.conference.interrupted(true);
      const exp = readClaims(this.token).exp ?? Infinity;
      if (Date.now() >= exp * 1000) {
        this.emit(events.connection.CONNECTION_TOKEN_EXPIRED);
        return;
      }
      const pause = pauses[this.tries++];
      if (pause === undefined) return this.fail('connection.droppedError', 'gave up');
      this.timer = setTimeout(() => this.dial(), pause);
    }

    private fail(error: string, message: string): void {
      this.end();
      this.emit(events.connection.CONNECTION_FAILED, error, message);
    }
  }

  return {
    /** For tests: what was done wrong, and what is still open. */
    double: state,
    JitsiConnection,
    events,
    errors: {},
    logLevels: { WARN: 'warn' },
    init: () => void (state.initialised = true),
    setLogLevel: () => {},
    setNetworkInfo: () => {},
    isWebRtcSupported: () => true,
    createLocalTracksFromMediaStreams: (all: { stream: MediaStream; videoType?: 'camera' | 'desktop' }[]) =>
      all.map(({ stream, videoType }) => {
        const [track, second] = stream.getTracks();
        if (!track) throw trackError('track.no_stream_tracks_found');
        if (second) throw trackError('track.too_many_tracks_in_stream');
        return new LocalTrack(stream, track, videoType);
      }),
  };
}
