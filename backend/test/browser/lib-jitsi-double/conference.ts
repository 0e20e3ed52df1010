import { Emitter } from './emitter.ts';
import type { FromRelay, Member, Presence, ToRelay } from './frames.ts';
import type { Media, Receiving, Sending } from './media.ts';
import { events } from './names.ts';
import { type LocalTrack, type Owner, RemoteTrack, trackError } from './tracks.ts';

const { conference: said } = events;

export class Participant {
  member: Member;
  constructor(member: Member) {
    this.member = member;
  }
  getId = () => this.member.id;
  getDisplayName = () => this.member.presence.name;
  getIdentity = () => this.member.identity;
  getProperty = (name: string) => this.member.presence.properties[name];
  isHidden = () => false;
  getSources() {
    const sources = new Map<string, Map<string, { muted: boolean; videoType?: string }>>();
    for (const [name, { kind, ...info }] of Object.entries(this.member.presence.sources))
      sources.set(kind, (sources.get(kind) ?? new Map()).set(name, info));
    return sources;
  }
}

interface Line {
  readonly id: string;
  readonly media: Media;
  readonly complaints: string[];
  send(frame: ToRelay): void;
  end(): void;
}

/** One room, with the rules of JitsiConference. */
export class Conference extends Emitter implements Owner {
  readonly constraints: object[] = [];
  private readonly line: Line;
  private readonly name: string;
  private readonly own: LocalTrack[] = [];
  private readonly participants = new Map<string, Participant>();
  private readonly remote = new Map<string, RemoteTrack>();
  private readonly sending = new Map<string, Sending>();
  private readonly receiving = new Map<string, Receiving>();
  private presence: Presence = { name: '', properties: {}, sources: {} };
  private joined = false;
  private left = false;

  constructor(name: string, line: Line) {
    super();
    if (!name || name.toLowerCase() !== name)
      throw new Error(
        'Invalid conference name (no conference name passed or it contains invalid characters like capital letters)!',
      );
    this.name = name;
    this.line = line;
  }

  myUserId = () => this.line.id;
  getParticipants = () => [...this.participants.values()];
  getParticipantById = (id: string) => this.participants.get(id);
  getActivePeerConnection = () =>
    this.participants.size > 0 ? { getStats: () => this.line.media.stats() } : null;

  join(): void {
    this.line.send({ type: 'join', room: this.name, presence: this.presence });
  }

  async leave(): Promise<void> {
    for (const track of [...this.own]) this.lose(track);
    this.closeMedia();
    if (this.left) return;
    this.left = true;
    this.joined = false;
    this.line.send({ type: 'leave' });
    this.emit(said.CONFERENCE_LEFT);
  }

  setDisplayName(name: string): void {
    this.presence.name = name;
    this.announce();
  }

  setLocalParticipantProperty(name: string, value: string): void {
    this.presence.properties[name] = value;
    this.announce();
  }

  /** Like the library: compared with the last one by content, and written into. */
  setReceiverConstraints(constraints: { lastN?: number }): void {
    if (this.constraints.at(-1) === constraints)
      this.line.complaints.push('the same constraints object again');
    constraints.lastN ??= -1;
    this.constraints.push(constraints);
  }

  async setSenderVideoConstraint(_maxHeight: number): Promise<void> {
    if (this.left) throw new Error('the conference was left');
  }

  addTrack(track: LocalTrack): Promise<void> {
    const same = this.own.filter((one) => one.getType() === track.getType());
    if (same.includes(track)) return Promise.resolve();
    const second =
      track.getType() === 'audio' || same.some((one) => one.getVideoType() === track.getVideoType());
    if (same.length > 0 && second)
      return Promise.reject(new Error(`Cannot add second ${track.getType()} track to the conference`));
    return this.replaceTrack(null, track);
  }

  removeTrack(track: LocalTrack): Promise<void> {
    return this.replaceTrack(track, null);
  }

  replaceTrack(old: LocalTrack | null, next: LocalTrack | null): Promise<void> {
    if (old && next && old.getVideoType() !== next.getVideoType())
      throw new Error(
        `Replacing a track of videoType=${old.getVideoType()} with a track of videoType=${next.getVideoType()} is` +
          ' not supported in this mode.',
      );
    const mine = old?.conference === this;
    if ((mine && old.disposed) || next?.disposed)
      return Promise.reject(trackError('track.track_is_disposed'));
    if (old && !mine) this.line.complaints.push('replaced a track of no conference');
    if (next) {
      const letter = next.getType() === 'audio' ? 'a' : 'v';
      const used = this.own.filter((one) => one.getType() === next.getType()).length;
      next.source = old?.source ?? `${this.line.id}-${letter}${used}`;
    }
    if (old && mine) this.lose(old);
    if (next) {
      this.own.push(next);
      next.conference = this;
      this.emit(said.TRACK_ADDED, next);
    }
    if (next) this.trackChanged(next);
    else this.announce();
    return Promise.resolve();
  }

  complain(text: string): void {
    this.line.complaints.push(text);
  }

  trackChanged(track: LocalTrack): void {
    const source = track.source ?? '';
    for (const [key, sending] of this.sending)
      if (key.endsWith(` ${source}`))
        sending.replace(track.isMuted() && track.getType() === 'video' ? null : track.getTrack());
    this.announce();
    for (const id of this.participants.keys()) this.sendTo(id);
    this.emit(said.TRACK_MUTE_CHANGED, track);
  }

  hear(frame: FromRelay): void {
    if (this.left) return;
    if (frame.type === 'joined') this.enter(frame.members);
    if (frame.type === 'member') this.seat(frame.member);
    if (frame.type === 'gone') this.unseat(frame.id);
    if (frame.type === 'failed') this.emit(said.CONFERENCE_FAILED, frame.error, ...frame.details);
    if (frame.type === 'media') this.receive(frame.from, frame.source, frame.data);
    if (frame.type === 'kicked') {
      void this.leave().finally(() => this.line.end());
      this.emit(said.KICKED, undefined, frame.reason, frame.replaced);
    }
  }

  /** The way to the bridge broke, or is back. */
  interrupted(broken: boolean): void {
    if (broken) this.closeMedia();
    this.emit(broken ? said.CONNECTION_INTERRUPTED : said.CONNECTION_RESTORED);
  }

  private enter(members: Member[]): void {
    const resumed = this.joined;
    this.joined = true;
    for (const member of members) this.seat(member);
    if (!resumed) this.emit(said.CONFERENCE_JOINED);
  }

  private seat(member: Member): void {
    const known = this.participants.get(member.id);
    const participant = known ?? new Participant(member);
    participant.member = member;
    this.participants.set(member.id, participant);
    if (!known) this.emit(said.USER_JOINED, member.id, participant);
    this.emit(said.PARTICIPANT_PROPERTY_CHANGED, participant, '');
    this.emit(said.PARTICIPANT_SOURCE_UPDATED, participant);
    this.follow(member);
    this.sendTo(member.id);
  }

  /** Remote mute is no removal; a source that is not announced any more is one. */
  private follow({ id, presence }: Member): void {
    for (const [name, track] of this.remote) {
      if (track.getParticipantId() !== id) continue;
      const info = presence.sources[name];
      if (!info) this.drop(name);
      else if (info.muted !== track.muted) {
        track.muted = info.muted;
        this.emit(said.TRACK_MUTE_CHANGED, track);
      }
    }
  }

  private unseat(id: string): void {
    if (!this.participants.delete(id)) return;
    for (const [name, track] of this.remote) if (track.getParticipantId() === id) this.drop(name);
    for (const [key, sending] of this.sending)
      if (key.startsWith(`${id} `)) {
        sending.close();
        this.sending.delete(key);
      }
    this.emit(said.USER_LEFT, id);
  }

  private sendTo(id: string): void {
    if (!this.joined) return;
    for (const track of this.own) {
      const source = track.source ?? '';
      const key = `${id} ${source}`;
      if (track.isMuted() && track.getType() === 'video') continue;
      if (this.sending.has(key)) continue;
      const say = (data: unknown) => this.line.send({ type: 'media', to: id, source, data: { sent: data } });
      this.sending.set(key, this.line.media.send(track.getTrack(), say));
    }
  }

  private receive(from: string, source: string, data: unknown): void {
    const { sent, answer } = data as { sent?: unknown; answer?: unknown };
    if (answer !== undefined) return this.sending.get(`${from} ${source}`)?.hear(answer);
    const say = (back: unknown) =>
      this.line.send({ type: 'media', to: from, source, data: { answer: back } });
    const receiving =
      this.receiving.get(source) ?? this.line.media.receive(say, (stream) => this.add(from, source, stream));
    this.receiving.set(source, receiving);
    receiving.hear(sent);
  }

  private add(from: string, source: string, stream: MediaStream): void {
    const info = this.participants.get(from)?.member.presence.sources[source];
    const track = new RemoteTrack(
      from,
      source,
      stream,
      info ?? { kind: source.includes('-a') ? 'audio' : 'video' },
    );
    track.muted = info?.muted ?? false;
    this.remote.set(source, track);
    this.emit(said.TRACK_ADDED, track);
  }

  private drop(source: string): void {
    this.receiving.get(source)?.close();
    this.receiving.delete(source);
    const track = this.remote.get(source);
    this.remote.delete(source);
    if (track) this.emit(said.TRACK_REMOVED, track);
  }

  private lose(track: LocalTrack): void {
    this.own.splice(this.own.indexOf(track), 1);
    track.conference = null;
    for (const [key, sending] of this.sending)
      if (key.endsWith(` ${track.source}`)) {
        sending.close();
        this.sending.delete(key);
      }
    this.emit(said.TRACK_REMOVED, track);
  }

  private announce(): void {
    this.presence.sources = Object.fromEntries(
      this.own.map((track) => {
        const videoType = track.getVideoType();
        return [
          track.source ?? '',
          { kind: track.getType(), muted: track.isMuted(), ...(videoType && { videoType }) },
        ];
      }),
    );
    if (this.joined) this.line.send({ type: 'presence', presence: this.presence });
  }

  private closeMedia(): void {
    for (const one of [...this.sending.values(), ...this.receiving.values()]) one.close();
    this.sending.clear();
    this.receiving.clear();
  }
}
