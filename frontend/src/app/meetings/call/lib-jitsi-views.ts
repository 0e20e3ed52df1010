import type { Peer } from '@api/meetings';
import { computed, signal } from '@angular/core';
import type { Quality, Streams } from './engine.ts';
import type { JitsiLine } from './lib-jitsi-line.ts';
import type { JitsiParticipant, JitsiTrack, LibJitsi } from './lib-jitsi-types.ts';

/** Under which name each page tells the others in Jitsi which presence of our socket it is. */
export const PEER_ID = 'peer_id';

/** The key of my own quality; the others have theirs by endpoint. */
export const MYSELF = '';

export const NO_STREAMS: Streams = { camera: null, screen: null, audio: null };

/** One remote source as it is now: with SSRC rewriting the same track may carry another one a moment later. */
export interface Source {
  /** `<endpoint>-v0` … */
  readonly name: string;
  readonly endpoint: string;
  readonly kind: keyof Streams;
  /** Null while a picture is muted; sound keeps its stream. */
  readonly stream: MediaStream | null;
}

/** A picture that can be asked for, whether it arrives or not. */
export interface Offer {
  readonly name: string;
  readonly endpoint: string;
  readonly kind: 'camera' | 'screen';
}

/** What arrives from the others, by source name, and which of our peers they are. */
export class RemoteViews {
  private readonly library: LibJitsi;
  private readonly tracks = signal<readonly JitsiTrack[]>([]);
  private readonly participants = signal<readonly JitsiParticipant[]>([]);
  private readonly loud = signal<ReadonlyMap<string, number>>(new Map());
  private readonly good = signal<ReadonlyMap<string, Quality>>(new Map());
  private readonly speaker = signal<string | null>(null);
  /** Counts what changed inside tracks and participants. */
  private readonly changes = signal(0);
  private readonly changed = () => this.changes.update((n) => n + 1);

  readonly levels = this.loud.asReadonly();
  readonly qualities = this.good.asReadonly();
  /** The endpoint of the last one who spoke; never me. */
  readonly dominant = this.speaker.asReadonly();
  readonly sources = computed<readonly Source[]>(() => {
    this.changes();
    const named = new Map(
      this.tracks()
        .flatMap((track) => toSource(track))
        .map((one) => [one.name, one]),
    );
    return [...named.values()];
  });

  readonly offers = computed<readonly Offer[]>(() => {
    this.changes();
    return this.participants().flatMap((participant) => offersOf(participant));
  });

  constructor(library: LibJitsi) {
    this.library = library;
  }

  /** Endpoint by peer, of those of whom Prosody's word on the person and their page's word on the presence agree. */
  endpoints(peers: readonly Peer[]): ReadonlyMap<string, string> {
    this.changes();
    const known = new Map(peers.map((peer) => [peer.peer_id, peer]));
    const found = new Map<string, string>();
    for (const participant of this.participants()) {
      const peer = known.get(String(participant.getProperty(PEER_ID) ?? ''));
      if (peer && isPerson(participant, peer)) found.set(peer.peer_id, participant.getId());
    }
    return found;
  }

  streamsOf(endpoint: string): Streams {
    const streams = { ...NO_STREAMS };
    for (const source of this.sources())
      if (source.endpoint === endpoint) streams[source.kind] = source.stream;
    return streams;
  }

  listen(line: JitsiLine): void {
    const { conference } = this.library.events;
    line.on(conference.TRACK_ADDED, (track) => this.add(track));
    line.on(conference.TRACK_REMOVED, (track) => this.remove(track));
    line.on(conference.TRACK_MUTE_CHANGED, this.changed);
    const people = () => this.participants.set([...(line.conference?.getParticipants() ?? [])]);
    line.on(conference.CONFERENCE_JOINED, people);
    line.on(conference.USER_JOINED, people);
    line.on(conference.USER_LEFT, people);
    line.on(conference.PARTICIPANT_PROPERTY_CHANGED, this.changed);
    line.on(conference.PARTICIPANT_SOURCE_UPDATED, this.changed);
    this.measure(line);
  }

  clear(): void {
    for (const track of this.tracks()) this.watch(track, 'removeEventListener');
    this.tracks.set([]);
    this.participants.set([]);
    this.loud.set(new Map());
    this.good.set(new Map());
    this.speaker.set(null);
  }

  private measure(line: JitsiLine): void {
    const { conference, connectionQuality } = this.library.events;
    const isMe = (id: string) => id === line.conference?.myUserId();
    line.on(conference.DOMINANT_SPEAKER_CHANGED, (id) => isMe(id) || this.speaker.set(id));
    line.on(conference.TRACK_AUDIO_LEVEL_CHANGED, (id, level) =>
      isMe(id) ? undefined : this.loud.update((all) => new Map(all).set(id, level)),
    );
    const rate = (id: string, percent: number | undefined) =>
      this.good.update((all) => new Map(all).set(id, toQuality(percent)));
    line.on(connectionQuality.REMOTE_STATS_UPDATED, (id, stats) => rate(id, stats.connectionQuality));
    line.on(connectionQuality.LOCAL_STATS_UPDATED, (stats) => rate(MYSELF, stats.connectionQuality));
  }

  private add(track: JitsiTrack): void {
    if (track.isLocal()) return;
    this.watch(track, 'addEventListener');
    this.tracks.update((tracks) => [...tracks.filter((known) => known !== track), track]);
  }

  private remove(track: JitsiTrack): void {
    this.watch(track, 'removeEventListener');
    this.tracks.update((tracks) => tracks.filter((known) => known !== track));
  }

  private watch(track: JitsiTrack, change: 'addEventListener' | 'removeEventListener'): void {
    const { TRACK_OWNER_SET, TRACK_VIDEOTYPE_CHANGED } = this.library.events.track;
    track[change](TRACK_OWNER_SET, this.changed);
    track[change](TRACK_VIDEOTYPE_CHANGED, this.changed);
  }
}

function toSource(track: JitsiTrack): Source[] {
  const name = track.getSourceName();
  const endpoint = track.getParticipantId();
  // A place that the bridge has given to nobody yet.
  if (!name || !endpoint) return [];
  const kind =
    track.getType() === 'audio' ? 'audio' : track.getVideoType() === 'desktop' ? 'screen' : 'camera';
  const shown = kind === 'audio' || !track.isMuted();
  return [{ name, endpoint, kind, stream: (shown && track.getOriginalStream()) || null }];
}

function offersOf(participant: JitsiParticipant): Offer[] {
  const endpoint = participant.getId();
  return [...(participant.getSources().get('video') ?? [])]
    .filter(([, { muted }]) => !muted)
    .map(([name, { videoType }]) => ({
      name,
      endpoint,
      kind: videoType === 'desktop' ? 'screen' : 'camera',
    }));
}

/** Without `presence_identity` on the server there is no identity, of anybody; with it nobody can leave it out. */
function isPerson(participant: JitsiParticipant, peer: Peer): boolean {
  const id = participant.getIdentity()?.user?.['id'];
  return !participant.isHidden() && (id === undefined || id === String(peer.user_id));
}

function toQuality(percent = 100): Quality {
  if (percent <= 0) return 0;
  return percent < 30 ? 1 : percent < 60 ? 2 : 3;
}
