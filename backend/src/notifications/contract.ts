import { Type, type Static } from 'typebox';
import { Id, Instant, Nullable } from '#platform/contract';

export const Notification = Type.Object({
  id: Id,
  /** What happened, e.g. `meeting-started`; screens choose an icon by it. */
  kind: Type.String(),
  title: Type.String(),
  body: Type.String(),
  /** Path of the SPA that leads to the thing. */
  link: Type.String(),
  created_at: Instant,
  read_at: Nullable(Instant),
});
export type Notification = Static<typeof Notification>;

/** What waits for me: unread messages by study group (only groups that have some), and unread notifications. */
export const UnreadCounts = Type.Object({
  groups: Type.Record(Type.String({ pattern: '^[0-9]+$' }), Type.Integer()),
  notifications: Type.Integer(),
});
export type UnreadCounts = Static<typeof UnreadCounts>;

/** Some by id, or all. */
export const ReadNotifications = Type.Object(
  {
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200 })),
    all: Type.Optional(Type.Literal(true)),
  },
  { minProperties: 1 },
);
export type ReadNotifications = Static<typeof ReadNotifications>;

/** What the notifications socket says itself; the other domains' live events travel on it beside these. */
export type NotificationsFromServer =
  | { type: 'hello'; build: string }
  | { type: 'unread'; counts: UnreadCounts }
  | { type: 'notification'; notification: Notification };
