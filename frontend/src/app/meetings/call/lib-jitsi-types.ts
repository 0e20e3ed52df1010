/**
 * What we use of lib-jitsi-meet, in our own words: it is loaded from the Jitsi host, so that it always matches the bridge, and
 * nothing that is published for it describes that file. Names and arguments follow its sources of August 2026.
 */

/** The name of an event; it carries what listeners are given, for the types alone. */
export type JitsiEvent<Arguments extends readonly unknown[] = readonly []> = string & {
  readonly given?: (...given: Arguments) => void;
};

interface Emitter {
  on<A extends readonly unknown[]>(event: JitsiEvent<A>, listener: (...given: A) => void): void;
  off<A extends readonly unknown[]>(event: JitsiEvent<A>, listener: (...given: A) => void): void;
}

interface Listenable {
  addEventListener<A extends readonly unknown[]>(event: JitsiEvent<A>, listener: (...given: A) => void): void;
  removeEventListener<A extends readonly unknown[]>(
    event: JitsiEvent<A>,
    listener: (...given: A) => void,
  ): void;
}

export interface JitsiTrack extends Listenable {
  getType(): 'audio' | 'video';
  getVideoType(): 'camera' | 'desktop' | undefined;
  /** `<endpoint>-a0`, `<endpoint>-v0` …: the only lasting name of a remote source, since tracks change their owners. */
  getSourceName(): string | null | undefined;
  getParticipantId(): string;
  getOriginalStream(): MediaStream | null | undefined;
  getTrack(): MediaStreamTrack;
  isLocal(): boolean;
  isMuted(): boolean;
  dispose(): Promise<void>;
}

export interface JitsiLocalTrack extends JitsiTrack {
  mute(): Promise<void>;
  unmute(): Promise<void>;
}

export interface JitsiParticipant {
  getId(): string;
  getDisplayName(): string;
  /** From the token, by Prosody; `id` is our user's. */
  getIdentity(): { user?: Record<string, string> } | undefined;
  /** What the other browser says of itself. */
  getProperty(name: string): unknown;
  /** What it announced, by source name; known before any track, which the bridge only gives for what was asked for. */
  getSources(): Map<string, Map<string, { muted: boolean; videoType?: string }>>;
  isHidden(): boolean;
}

/** Always sent whole: what is left out goes back to its default. */
export interface ReceiverConstraints {
  lastN: number;
  defaultConstraints: { maxHeight: number };
  constraints: Record<string, { maxHeight: number }>;
  selectedSources: string[];
  onStageSources: string[];
}

export interface JitsiConference extends Emitter {
  /** Answers at once; CONFERENCE_JOINED or CONFERENCE_FAILED follows. */
  join(password?: string): void;
  leave(reason?: string): Promise<void>;
  myUserId(): string | null;
  setDisplayName(name: string): void;
  setLocalParticipantProperty(name: string, value: string): void;
  addTrack(track: JitsiLocalTrack): Promise<void>;
  removeTrack(track: JitsiLocalTrack): Promise<void>;
  /** Both of one kind: a camera for a screen is refused. */
  replaceTrack(old: JitsiLocalTrack, next: JitsiLocalTrack): Promise<void>;
  getParticipants(): JitsiParticipant[];
  getParticipantById(id: string): JitsiParticipant | undefined;
  setReceiverConstraints(constraints: ReceiverConstraints): void;
  setSenderVideoConstraint(maxHeight: number): Promise<void>;
  /** Null while alone in the room: then there is no session with the bridge. */
  getActivePeerConnection(): { getStats(): Promise<RTCStatsReport> } | null | undefined;
}

export interface JitsiConnection extends Listenable {
  connect(): void;
  disconnect(): Promise<void> | boolean;
  /** Rejects after 3 s even when it works a moment later. */
  refreshToken(token: string): Promise<void>;
  /** Throws on upper-case names and on a second conference of the name. */
  initJitsiConference(room: string, options: object): JitsiConference;
}

/** A captured track, each in a stream of its own. */
export interface Captured {
  stream: MediaStream;
  track: MediaStreamTrack;
  mediaType: 'audio' | 'video';
  sourceType: string;
  videoType?: 'camera' | 'desktop';
}

export interface ConferenceEvents {
  CONFERENCE_JOINED: JitsiEvent;
  CONFERENCE_LEFT: JitsiEvent;
  CONFERENCE_FAILED: JitsiEvent<readonly [error: string, ...details: unknown[]]>;
  KICKED: JitsiEvent<readonly [actor: unknown, reason: string | undefined, replaced: boolean]>;
  USER_JOINED: JitsiEvent<readonly [id: string, participant: JitsiParticipant]>;
  USER_LEFT: JitsiEvent<readonly [id: string]>;
  PARTICIPANT_PROPERTY_CHANGED: JitsiEvent<readonly [participant: JitsiParticipant, name: string]>;
  PARTICIPANT_SOURCE_UPDATED: JitsiEvent<readonly [participant: JitsiParticipant]>;
  TRACK_ADDED: JitsiEvent<readonly [track: JitsiTrack]>;
  TRACK_REMOVED: JitsiEvent<readonly [track: JitsiTrack]>;
  TRACK_MUTE_CHANGED: JitsiEvent<readonly [track: JitsiTrack]>;
  TRACK_AUDIO_LEVEL_CHANGED: JitsiEvent<readonly [id: string, level: number]>;
  DOMINANT_SPEAKER_CHANGED: JitsiEvent<readonly [id: string]>;
  CONNECTION_INTERRUPTED: JitsiEvent;
  CONNECTION_RESTORED: JitsiEvent;
  CONNECTION_ESTABLISHED: JitsiEvent;
}

export interface ConnectionEvents {
  CONNECTION_ESTABLISHED: JitsiEvent<readonly [id: string]>;
  CONNECTION_FAILED: JitsiEvent<readonly [error: string, message?: string]>;
  CONNECTION_DISCONNECTED: JitsiEvent<readonly [message?: string]>;
  CONNECTION_TOKEN_EXPIRED: JitsiEvent;
}

/** Of 0 to 100, and what is lost on the way. */
export interface QualityStats {
  connectionQuality?: number;
  packetLoss?: { total?: number };
}

/** The global `JitsiMeetJS`. */
export interface LibJitsi {
  init(options: object): void;
  isWebRtcSupported(): boolean;
  setLogLevel(level: string): void;
  setNetworkInfo(info: { isOnline: boolean }): void;
  createLocalTracksFromMediaStreams(captured: Captured[]): JitsiLocalTrack[];
  JitsiConnection: new (appId: null, token: string, options: object) => JitsiConnection;
  events: {
    conference: ConferenceEvents;
    connection: ConnectionEvents;
    connectionQuality: {
      LOCAL_STATS_UPDATED: JitsiEvent<readonly [stats: QualityStats]>;
      REMOTE_STATS_UPDATED: JitsiEvent<readonly [id: string, stats: QualityStats]>;
    };
    track: { TRACK_OWNER_SET: JitsiEvent; TRACK_VIDEOTYPE_CHANGED: JitsiEvent };
  };
  logLevels: { WARN: string };
}
