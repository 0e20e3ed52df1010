import type { FromRelay, Member, ToRelay } from './frames.ts';

interface Seat {
  member: Member;
  room: string | null;
  claim: string;
  say: (frame: FromRelay) => void;
  hangUp: () => void;
}

interface Claims {
  room?: string;
  exp?: number;
  nbf?: number;
  aud?: unknown;
  iss?: unknown;
  sub?: unknown;
  context?: { user?: Record<string, unknown> };
}

/** Reads a token, or throws with Prosody's words for what is wrong with its signature. */
export type ReadToken = (token: string) => Claims;

/** Without a key: the claims as they stand. */
export const readClaims: ReadToken = (token) => {
  const [, body = ''] = token.split('.');
  return JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')));
};

/** Prosody's part: it reads tokens, seats people, and hands on what they say. The words are its own. */
export class Rooms {
  readonly seats = new Map<string, Seat>();
  /** How often somebody came, with which token. */
  readonly tokens: string[] = [];
  private readonly read: ReadToken;
  private count = 0;

  constructor(read: ReadToken = readClaims) {
    this.read = read;
  }

  /** A wire that wants to come in; undefined when its token was refused. */
  seat(url: URL, say: Seat['say'], hangUp: Seat['hangUp']): string | undefined {
    const token = url.searchParams.get('token') ?? '';
    this.tokens.push(token);
    const { text, claims } = this.check(token, url.searchParams.get('room'));
    if (!claims) {
      say({ type: 'refused', text });
      return undefined;
    }
    const id = (++this.count).toString(16).padStart(8, '0');
    const user = Object.fromEntries(
      Object.entries(claims.context?.user ?? {}).map(([key, value]) => [key, String(value)]),
    );
    const presence = { name: '', properties: {}, sources: {} };
    const member = { id, identity: { user }, presence };
    this.seats.set(id, { member, room: null, claim: claims.room ?? '', say, hangUp });
    say({ type: 'open', id });
    return id;
  }

  hear(id: string, frame: ToRelay): void {
    const seat = this.seats.get(id);
    if (!seat) return;
    if (frame.type === 'join') this.join(seat, frame.room, frame.presence);
    if (frame.type === 'leave') this.leave(seat);
    if (frame.type === 'presence') {
      seat.member.presence = frame.presence;
      for (const other of this.others(seat)) other.say({ type: 'member', member: seat.member });
    }
    if (frame.type === 'media')
      this.seats.get(frame.to)?.say({ type: 'media', from: id, source: frame.source, data: frame.data });
  }

  unseat(id: string): void {
    const seat = this.seats.get(id);
    if (seat) this.leave(seat);
    this.seats.delete(id);
  }

  /** Says a conference error to everybody in the room. */
  fail(error: string, ...details: unknown[]): void {
    for (const seat of this.seats.values()) if (seat.room) seat.say({ type: 'failed', error, details });
  }

  kick(userId: string, replaced = false): void {
    for (const seat of [...this.seats.values()])
      if (seat.member.identity.user['id'] === userId) seat.say({ type: 'kicked', reason: '', replaced });
  }

  /** Every line breaks, as when the network does. */
  cut(): void {
    for (const seat of [...this.seats.values()]) seat.hangUp();
  }

  private check(token: string, room: string | null): { text: string; claims?: Claims } {
    if (!room) return { text: 'the address names no room' };
    if (!token) return { text: 'token required' };
    try {
      const claims = this.read(token);
      const now = Math.floor(Date.now() / 1000);
      if (claims.exp !== undefined && now >= claims.exp) return { text: 'Not acceptable by exp' };
      if (claims.nbf !== undefined && now < claims.nbf) return { text: 'Not acceptable by nbf' };
      if (claims.iss !== 'course-organizer') return { text: "invalid 'iss' claim" };
      if (claims.aud !== 'jitsi') return { text: "invalid 'aud' claim" };
      if (!claims.sub) return { text: 'sub claim is missing' };
      return claims.room ? { text: '', claims } : { text: 'room claim is missing' };
    } catch (error) {
      return { text: error instanceof Error ? error.message : 'Invalid token' };
    }
  }

  private join(seat: Seat, room: string, presence: Member['presence']): void {
    if (seat.claim.toLowerCase() !== room) {
      const text = 'Room does not match the room from token';
      const error = 'conference.connectionError.notAllowed';
      return seat.say({ type: 'failed', error, details: ['general', text] });
    }
    seat.room = room;
    seat.member.presence = presence;
    const others = this.others(seat);
    seat.say({ type: 'joined', members: others.map(({ member }) => member) });
    for (const other of others) other.say({ type: 'member', member: seat.member });
  }

  private leave(seat: Seat): void {
    for (const other of this.others(seat)) other.say({ type: 'gone', id: seat.member.id });
    seat.room = null;
  }

  private others(seat: Seat): Seat[] {
    return [...this.seats.values()].filter(
      (other) => other !== seat && seat.room && other.room === seat.room,
    );
  }
}
