import { Type, type Static } from 'typebox';
import { Id, Instant, Nullable, PageQuery, type ProblemBody } from '#platform/contract';

const MeetingState = Type.Union([
  Type.Literal('scheduled'),
  Type.Literal('live'),
  Type.Literal('ended'),
  Type.Literal('cancelled'),
]);
export type MeetingState = Static<typeof MeetingState>;

const facts = {
  id: Id,
  title: Type.String(),
  kind: Type.Union([Type.Literal('lecture'), Type.Literal('group')]),
  course_id: Nullable(Id),
  study_group_id: Nullable(Id),
  course: Nullable(Type.Object({ code: Type.String(), title: Type.String() })),
  study_group: Nullable(Type.Object({ name: Type.String(), course_id: Nullable(Id) })),
  host: Type.Object({ id: Id, full_name: Type.String() }),
  starts_at: Instant,
  ends_at: Instant,
  state: MeetingState,
  /** Null for an ended meeting: nobody ever started it. */
  started_at: Nullable(Instant),
  ended_at: Nullable(Instant),
  meeting_url: Type.String(),
};

/** What a change of a meeting tells everybody whom it concerns: nothing that differs from viewer to viewer. */
export const MeetingFacts = Type.Object(facts);
export type MeetingFacts = Static<typeof MeetingFacts>;

/** A meeting as one person sees it. */
export const Meeting = Type.Object({
  ...facts,
  /** Whether I may enter at this moment. */
  may_join: Type.Boolean(),
  /** From when on I may enter; an early start by the host opens it earlier. */
  joinable_at: Instant,
  /** Whether I may change, start, end and cancel it. */
  may_manage: Type.Boolean(),
});
export type Meeting = Static<typeof Meeting>;

/** One meeting, with what the call needs while I may enter, otherwise null. */
export const MeetingWithEntry = Type.Object({
  ...Meeting.properties,
  jwt_token: Nullable(Type.String()),
  room: Nullable(Type.String()),
});
export type MeetingWithEntry = Static<typeof MeetingWithEntry>;

export const MeetingQuery = Type.Object({
  ...PageQuery.properties,
  scope: Type.Optional(Type.Union([Type.Literal('upcoming'), Type.Literal('live'), Type.Literal('past')])),
  course_id: Type.Optional(Id),
  study_group_id: Type.Optional(Id),
});
export type MeetingQuery = Static<typeof MeetingQuery>;

const Title = Type.String({ minLength: 1, maxLength: 200 });

/** Either `course_id` or `study_group_id`. */
export const MeetingInput = Type.Object({
  title: Title,
  starts_at: Instant,
  ends_at: Instant,
  course_id: Type.Optional(Nullable(Id)),
  study_group_id: Type.Optional(Nullable(Id)),
  timetable_entry_id: Type.Optional(Nullable(Id)),
});
export type MeetingInput = Static<typeof MeetingInput>;

/** One class of the timetable: `starts_at` is when it takes place. */
export const MeetingSlot = Type.Object({ timetable_entry_id: Id, starts_at: Instant });
export type MeetingSlot = Static<typeof MeetingSlot>;

export const MeetingChange = Type.Object({
  title: Type.Optional(Title),
  starts_at: Type.Optional(Instant),
  ends_at: Type.Optional(Instant),
});
export type MeetingChange = Static<typeof MeetingChange>;

/** Through Jitsi, or from browser to browser. */
export const Engine = Type.Union([Type.Literal('jitsi'), Type.Literal('peer')]);
export type Engine = Static<typeof Engine>;

/** What opens the call. */
export const MeetingEntry = Type.Object({
  engine: Engine,
  meeting_url: Type.String(),
  jwt_token: Type.String(),
  jitsi_domain: Nullable(Type.String()),
  room: Type.String(),
  moderator: Type.Boolean(),
  /** When the token is over; ask again before. */
  expires_at: Instant,
  /** RTCIceServer of the browser. */
  ice_servers: Type.Array(
    Type.Object({
      urls: Type.Union([Type.String(), Type.Array(Type.String())]),
      username: Type.Optional(Type.String()),
      credential: Type.Optional(Type.String()),
    }),
  ),
});
export type MeetingEntry = Static<typeof MeetingEntry>;

/** On the notifications socket of everybody whom the meeting concerns. */
export type MeetingsFromServer =
  { type: 'meeting'; meeting: MeetingFacts } | { type: 'meeting-deleted'; id: number };

/** Closes a call's socket: its person was removed from the meeting, and is refused from now on. */
export const CALL_REMOVED = 4403;
/** Closes a call's socket: the meeting is not open, or not any more. */
export const CALL_CLOSED = 4409;

/** One open call page. Name, role and ids are the server's word; the rest is what its page says of itself. */
export const Peer = Type.Object({
  peer_id: Type.String(),
  user_id: Id,
  full_name: Type.String(),
  avatar_url: Nullable(Type.String()),
  role: Type.Union([Type.Literal('host'), Type.Literal('faculty'), Type.Literal('member')]),
  mic: Type.Boolean(),
  camera: Type.Boolean(),
  sharing: Type.Boolean(),
  /** Here without microphone and camera. */
  listener: Type.Boolean(),
});
export type Peer = Static<typeof Peer>;

/** RTCSessionDescriptionInit, at most what one frame holds. */
const Description = Type.Object({
  type: Type.Union([
    Type.Literal('offer'),
    Type.Literal('answer'),
    Type.Literal('pranswer'),
    Type.Literal('rollback'),
  ]),
  sdp: Type.Optional(Type.String({ maxLength: 48_000 })),
});
/** RTCIceCandidateInit; null says that there are no more. */
const Candidate = Type.Object({
  candidate: Type.Optional(Type.String({ maxLength: 2_000 })),
  sdpMid: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
  sdpMLineIndex: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1_000 }))),
  usernameFragment: Type.Optional(Nullable(Type.String({ maxLength: 300 }))),
});
const Signal = Type.Object({
  description: Type.Optional(Description),
  candidate: Type.Optional(Nullable(Candidate)),
});
export type CallSignal = Static<typeof Signal>;

const PeerId = Type.String({ minLength: 1, maxLength: 64 });
const only = <const T extends string>(type: T) => ({ type: Type.Literal(type) });

/** What a call page says. From `mute-all` on only hosts and the course's lecturer are heard. */
export const CallFromClient = Type.Union([
  Type.Object({ ...only('signal'), to: PeerId, ...Signal.properties }),
  Type.Object({
    ...only('state'),
    mic: Type.Boolean(),
    camera: Type.Boolean(),
    sharing: Type.Boolean(),
    listener: Type.Boolean(),
  }),
  Type.Object({ ...only('hand'), up: Type.Boolean() }),
  Type.Object({ ...only('reaction'), emoji: Type.String({ minLength: 1, maxLength: 16 }) }),
  Type.Object({ ...only('engine-failed'), reason: Type.String({ maxLength: 200 }) }),
  Type.Object({ ...only('mute-all') }),
  Type.Object({ ...only('ask-unmute'), user_id: Id }),
  /** Everybody's hand when nobody is named. One's own hand is lowered by `hand`. */
  Type.Object({ ...only('lower-hand'), user_id: Type.Optional(Id) }),
  Type.Object({ ...only('let-speak'), user_id: Id }),
  Type.Object({ ...only('remove'), user_id: Id }),
  Type.Object({ ...only('end') }),
  Type.Object({ ...only('engine'), engine: Engine }),
]);
export type CallFromClient = Static<typeof CallFromClient>;

/** A raised hand; the list of them is the queue. */
export interface Hand {
  user_id: number;
  at: string;
}
/** How many peers a call from browser to browser carries with video, and with everybody's audio; above, only the speaker's. */
export interface MeshLimits {
  video: number;
  audio: number;
}
/** Why a call moved: Jitsi was seen down by the server, its participants lost it, or the host said so. */
export type EngineReason = 'jitsi-down' | 'reported' | 'host';

/** What a call page hears. */
export type CallFromServer =
  | {
      type: 'hello';
      self: Peer;
      engine: Engine;
      /** Everybody else. */
      peers: Peer[];
      hands: Hand[];
      /** The peer who shares a screen. */
      sharing: string | null;
      /** The host muted everybody, and I have neither been let speak nor unmuted myself since. */
      muted_by_host: boolean;
      ice_servers: MeetingEntry['ice_servers'];
      limits: MeshLimits;
      started_at: string | null;
    }
  | { type: 'peer-joined'; peer: Peer }
  | { type: 'peer-left'; peer_id: string }
  | { type: 'peer-changed'; peer: Peer }
  | ({ type: 'signal'; from: string } & CallSignal)
  | { type: 'hands'; hands: Hand[] }
  | { type: 'reaction'; user_id: number; emoji: string }
  | { type: 'mute-all'; by: number }
  | { type: 'ask-unmute'; by: number }
  | { type: 'may-speak' }
  | { type: 'engine'; engine: Engine; reason: EngineReason }
  | { type: 'removed' }
  | { type: 'ended' }
  | ({ type: 'attendance' } & Attendance)
  | { type: 'refused'; problem: ProblemBody };

/** How one person of the roster attended, merged over reconnects and devices. */
export const AttendanceLine = Type.Object({
  user: Type.Object({ id: Id, full_name: Type.String(), avatar_url: Nullable(Type.String()) }),
  status: Type.Union([Type.Literal('present'), Type.Literal('absent')]),
  /** Whether they are in the call at this moment. */
  here: Type.Boolean(),
  present_minutes: Type.Integer(),
  joined_at: Nullable(Instant),
  left_at: Nullable(Instant),
  late: Type.Boolean(),
  late_minutes: Type.Integer(),
  left_early: Type.Boolean(),
  left_early_minutes: Type.Integer(),
  /** Not of the roster (any more), or leading the meeting. */
  guest: Type.Boolean(),
});
export type AttendanceLine = Static<typeof AttendanceLine>;

export const Attendance = Type.Object({
  meeting_id: Id,
  /** What is compared with: when it really began and ended, or ends. */
  began_at: Instant,
  until: Instant,
  /** How many of the roster came, and how many it has. */
  present: Type.Integer(),
  expected: Type.Integer(),
  items: Type.Array(AttendanceLine),
});
export type Attendance = Static<typeof Attendance>;
