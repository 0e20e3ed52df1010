import { Type, type Static } from 'typebox';
import { Id, Instant, Nullable, PageQuery } from '#platform/contract';

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

/** What opens the call. */
export const MeetingEntry = Type.Object({
  engine: Type.Union([Type.Literal('jitsi'), Type.Literal('peer')]),
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
