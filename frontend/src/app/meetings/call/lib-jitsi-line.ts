import {
  conferenceFailure,
  connectionFailure,
  REMOVED,
  REPLACED,
  type Failure,
} from './lib-jitsi-failures.ts';
import type { JitsiConference, JitsiConnection, JitsiEvent, LibJitsi } from './lib-jitsi-types.ts';

/** A dead host answers no farewell; what is ours ends all the same. */
const FAREWELL_MS = 1_500;

export interface LineOptions {
  readonly domain: string;
  /** Lower case: lib-jitsi-meet throws on anything else. */
  readonly room: string;
  readonly token: string;
  readonly name: string;
}

/** What becomes of a line after it was opened. */
export interface LineReports {
  joined(): void;
  failed(failure: Failure): void;
  /** The way to the bridge broke; the library mends it or reports `failed`. */
  interrupted(): void;
  restored(): void;
  tokenExpired(): void;
}

/** One connection to the Jitsi host with one conference. Used once: after a failure a new one is made. */
export class JitsiLine {
  private readonly library: LibJitsi;
  private readonly options: LineOptions;
  private readonly reports: LineReports;
  private readonly connection: JitsiConnection;
  private readonly silence: (() => void)[] = [];
  private room: JitsiConference | null = null;
  private closing: Promise<void> | null = null;

  constructor(library: LibJitsi, options: LineOptions, reports: LineReports) {
    this.library = library;
    this.options = options;
    this.reports = reports;
    this.connection = new library.JitsiConnection(null, options.token, connectionOptions(options));
  }

  /** Null until the connection stands. */
  get conference(): JitsiConference | null {
    return this.room;
  }

  /** `prepare` listens and adds tracks before the room is entered: Safari stays silent when they come later. */
  open(prepare: (conference: JitsiConference) => Promise<void>): void {
    const { CONNECTION_ESTABLISHED, CONNECTION_FAILED, CONNECTION_DISCONNECTED, CONNECTION_TOKEN_EXPIRED } =
      this.library.events.connection;
    this.hear(CONNECTION_ESTABLISHED, () => void this.enter(prepare));
    this.hear(CONNECTION_FAILED, (error) => this.fail(connectionFailure(error)));
    this.hear(CONNECTION_DISCONNECTED, () => this.fail(connectionFailure('connection.droppedError')));
    this.hear(CONNECTION_TOKEN_EXPIRED, () => this.closing || this.reports.tokenExpired());
    this.connection.connect();
  }

  /** The socket is dropped and resumed with it; may come back later than the library waits, so its refusal says nothing. */
  refreshToken(token: string): void {
    this.connection.refreshToken(token).catch(() => {});
  }

  on<A extends readonly unknown[]>(event: JitsiEvent<A>, listener: (...given: A) => void): void {
    const room = this.room;
    if (!room) return;
    room.on(event, listener);
    this.silence.push(() => room.off(event, listener));
  }

  /**
   * Listeners, then the room, then `release` (our tracks: the library does not dispose of them, and may not lose them
   * while they are sent), then the connection.
   */
  close(release: () => Promise<void>): Promise<void> {
    return (this.closing ??= this.tearDown(release));
  }

  private async tearDown(release: () => Promise<void>): Promise<void> {
    for (const stop of this.silence.splice(0)) stop();
    const room = this.room;
    this.room = null;
    if (room) await within(FAREWELL_MS, () => room.leave());
    await release();
    await within(FAREWELL_MS, () => this.connection.disconnect());
  }

  private async enter(prepare: (conference: JitsiConference) => Promise<void>): Promise<void> {
    // Comes again when the library has resumed the connection: the room is still there then.
    if (this.closing || this.room) return;
    try {
      const room = this.connection.initJitsiConference(this.options.room, CONFERENCE_OPTIONS);
      this.room = room;
      this.watch();
      room.setDisplayName(this.options.name);
      await prepare(room);
      if (!this.closing) room.join();
    } catch {
      this.fail(connectionFailure('connection.otherError'));
    }
  }

  private watch(): void {
    const events = this.library.events.conference;
    this.on(events.CONFERENCE_JOINED, () => this.reports.joined());
    this.on(events.CONFERENCE_FAILED, (error, ...details) => {
      const failure = conferenceFailure(error, details);
      if (failure) this.fail(failure);
    });
    this.on(events.KICKED, (_actor, _reason, replaced) => this.fail(replaced ? REPLACED : REMOVED));
    this.on(events.CONNECTION_INTERRUPTED, () => this.reports.interrupted());
    this.on(events.CONNECTION_RESTORED, () => this.reports.restored());
    this.on(events.CONNECTION_ESTABLISHED, () => this.reports.restored());
  }

  private hear<A extends readonly unknown[]>(event: JitsiEvent<A>, listener: (...given: A) => void): void {
    this.connection.addEventListener(event, listener);
    this.silence.push(() => this.connection.removeEventListener(event, listener));
  }

  /** Once: the first report is the reason, what follows are its consequences. */
  private fail(failure: Failure): void {
    if (this.closing || this.failedOnce) return;
    this.failedOnce = true;
    this.reports.failed(failure);
  }
  private failedOnce = false;
}

/** The XMPP names are those inside the Jitsi stack, whatever its public name. */
function connectionOptions({ domain, room }: LineOptions): object {
  return {
    hosts: { domain: 'meet.jitsi', muc: 'muc.meet.jitsi' },
    // Prosody needs `room` in the address for moderation, and for everything else that belongs to a room.
    serviceUrl: `wss://${domain}/xmpp-websocket?room=${encodeURIComponent(room)}`,
    // Its GET would carry the token into access logs.
    websocketKeepAlive: -1,
    // Otherwise a public server of somebody else is asked.
    p2p: { stunServers: [] },
    flags: { ssrcRewritingEnabled: true },
  };
}

const CONFERENCE_OPTIONS = {
  p2p: { enabled: false },
  hiddenDomain: 'hidden.meet.jitsi',
  enableNoAudioDetection: false,
  enableNoisyMicDetection: false,
  videoQuality: { enableAdaptiveMode: true },
};

async function within(ms: number, work: () => unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  try {
    await Promise.race([work(), enough]);
  } catch {
    // The other side is gone already.
  } finally {
    clearTimeout(timer);
  }
}
