import { Type, type Static } from 'typebox';
import { Person } from '#directory/contract';
import { Id, Instant, Nullable, Page } from '#platform/contract';

/** WebSocket close code: you were removed from the group, or left it. Do not come back. */
export const REMOVED = 4403;
/** WebSocket close code: the group was ended by its owner. Do not come back. */
export const ENDED = 4404;
/** Unread messages are counted up to here; the number then means "this many or more". */
export const MOST_UNREAD = 1000;

export const Visibility = Type.Union(
  [Type.Literal('open'), Type.Literal('approval'), Type.Literal('invite')],
  {
    description:
      'open: join at once. approval: the owner lets you in. invite: only with the invitation link.',
  },
);
export type Visibility = Static<typeof Visibility>;

const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const Description = Type.String({ maxLength: 2000 });
const Capacity = Nullable(
  Type.Integer({ minimum: 1, maximum: 2000, description: 'Null: no limit. The owner counts.' }),
);

export const GroupInput = Type.Object({
  name: Name,
  description: Type.Optional(Description),
  course_id: Type.Optional(Nullable(Id)),
  capacity: Type.Optional(Capacity),
  visibility: Type.Optional(Visibility),
});
export type GroupInput = Static<typeof GroupInput>;
export const GroupPatch = Type.Partial(
  Type.Object({ name: Name, description: Description, capacity: Capacity, visibility: Visibility }),
);
export type GroupPatch = Static<typeof GroupPatch>;

export const Membership = Type.Object({
  role: Type.Union([Type.Literal('owner'), Type.Literal('member')]),
  /** `requested` waits for the owner and reads nothing yet. */
  state: Type.Union([Type.Literal('member'), Type.Literal('requested')]),
  last_read_seq: Type.Integer(),
  muted: Type.Boolean(),
});
export type Membership = Static<typeof Membership>;

/** A group as one person sees it; `unread`, `mentions_unread` and `last_message` are empty for who is not in. */
export const StudyGroup = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  course_id: Nullable(Id),
  course: Nullable(Type.Object({ id: Id, code: Type.String(), title: Type.String() })),
  owner: Person,
  capacity: Nullable(Type.Integer()),
  visibility: Visibility,
  member_count: Type.Integer(),
  my: Nullable(Membership),
  last_seq: Type.Integer({ description: "Number of the newest change of the group's history." }),
  unread: Type.Integer({ description: `Messages of others after my last_read_seq, at most ${MOST_UNREAD}.` }),
  mentions_unread: Type.Integer(),
  last_message: Nullable(
    Type.Object({ sender_name: Type.String(), preview: Type.String(), created_at: Instant }),
  ),
  created_at: Instant,
});
export type StudyGroup = Static<typeof StudyGroup>;
export const StudyGroupPage = Page(StudyGroup);

/** Above 200 answers 200. */
const Limit = Type.Optional(Type.Integer({ minimum: 1, default: 50, description: 'At most 200.' }));
export const MOST_AT_ONCE = 200;

export const GroupQuery = Type.Object({
  scope: Type.Optional(
    Type.Union([Type.Literal('mine'), Type.Literal('discover'), Type.Literal('all')], {
      default: 'mine',
      description: 'mine: I am in, or wait for approval. discover: I could join. all: both.',
    }),
  ),
  course_id: Type.Optional(Id),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words of the name, description or course.' })),
  limit: Limit,
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});
export type GroupQuery = Static<typeof GroupQuery>;

export const JoinInput = Type.Object({
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'From the invitation link.' })),
});
/** `link` is a path of the SPA. */
export const Invitation = Type.Object({ code: Type.String(), link: Type.String() });
/** What somebody with the link sees before joining. */
export const InvitedGroup = Type.Pick(StudyGroup, [
  'id',
  'name',
  'description',
  'course',
  'owner',
  'capacity',
  'member_count',
  'my',
]);
export type InvitedGroup = Static<typeof InvitedGroup>;

export const GroupMember = Type.Object({
  user: Person,
  role: Membership.properties.role,
  state: Membership.properties.state,
  /** Has this group's chat open somewhere right now. */
  online: Type.Boolean(),
  last_seen_at: Nullable(Instant),
  joined_at: Instant,
});
export type GroupMember = Static<typeof GroupMember>;

export const Reaction = Type.Object({ emoji: Type.String(), user_ids: Type.Array(Id) });
/** The message that a reply answers, shortened; `preview` is empty when it was deleted. */
export const Quoted = Type.Object({
  id: Id,
  seq: Type.Integer(),
  sender: Person,
  preview: Type.String(),
});
export const Mention = Type.Object({ id: Id, full_name: Type.String() });

export const Message = Type.Object({
  id: Id,
  group_id: Id,
  seq: Type.Integer({ description: 'Place in the history. Sort by it.' }),
  changed_seq: Type.Integer({ description: 'Number of its newest change; `seq` while it is as posted.' }),
  client_id: Type.String(),
  sender: Person,
  body: Type.String({ description: 'Plain text as it was typed; empty when deleted.' }),
  reply_to: Nullable(Id),
  quoted: Nullable(Quoted),
  attachments: Type.Array(Type.Unknown()),
  reactions: Type.Array(Reaction),
  mentions: Type.Array(Mention),
  created_at: Instant,
  edited_at: Nullable(Instant),
  deleted_at: Nullable(Instant),
});
export type Message = Static<typeof Message>;

export const MessageInput = Type.Object({
  body: Type.String({ description: '1 to 8000 characters, not only space.' }),
  client_id: Type.Optional(
    Type.String({ description: '1 to 64 characters. The same again answers the first result.' }),
  ),
  reply_to: Type.Optional(Nullable(Id)),
  attachment_ids: Type.Optional(Type.Array(Type.Union([Id, Type.String()]), { maxItems: 20 })),
});
export type MessageInput = Static<typeof MessageInput>;

const seq = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));
export const HistoryQuery = Type.Object({
  limit: Limit,
  before: seq('The messages before this place.'),
  after: seq('What changed since this number, edits, deletions and reactions included, by changed_seq.'),
  around: seq('The messages on both sides of this place, itself included.'),
});
export type HistoryQuery = Static<typeof HistoryQuery>;
/** Always oldest first: by `seq`, with `after` by `changed_seq`. `last_seq` is the group's newest number. */
export const History = Type.Object({ items: Type.Array(Message), last_seq: Type.Integer() });
export type History = Static<typeof History>;

const Emoji = Type.String({ minLength: 1, maxLength: 40 });
export const ChatFromClient = Type.Union([
  Type.Object({ type: Type.Literal('message'), ...MessageInput.properties }),
  Type.Object({ type: Type.Literal('typing') }),
  Type.Object({ type: Type.Literal('read'), seq: Type.Integer({ minimum: 0 }) }),
  Type.Object({ type: Type.Literal('edit'), id: Id, body: Type.String() }),
  Type.Object({ type: Type.Literal('delete'), id: Id }),
  Type.Object({ type: Type.Literal('react'), id: Id, emoji: Emoji, on: Type.Boolean() }),
]);
export type ChatFromClient = Static<typeof ChatFromClient>;

/**
 * Events with a number (`message`, `edited`: `message.changed_seq`; `deleted`, `reacted`: `seq`) come in its order,
 * each once. What was missed (`?after=`) comes right after `hello` in its newest form, so numbers that were overtaken
 * by a later change of the same message are left out until `hello.last_seq` is reached; from then on a number that
 * jumps means something was missed: fetch `?after=`.
 */
export type NumberedFromServer =
  | { type: 'message'; message: Message }
  | { type: 'edited'; message: Message }
  | { type: 'deleted'; id: number; seq: number; deleted_at: string }
  | {
      type: 'reacted';
      id: number;
      seq: number;
      user_id: number;
      emoji: string;
      on: boolean;
      /** All reactions of the message after this one. */
      reactions: Static<typeof Reaction>[];
    };
export type ChatFromServer =
  | { type: 'hello'; group_id: number; last_seq: number; build: string }
  | NumberedFromServer
  | { type: 'presence'; users: number[] }
  | { type: 'typing'; user_id: number }
  /** How far this person has read; my own too, from my other devices. */
  | { type: 'read'; user_id: number; seq: number }
  | { type: 'refused'; client_id?: string; problem: { type: string; status: number; detail: string } };

/** On the notification socket, at most once a second per group that I am in. */
export interface GroupActivity {
  type: 'group';
  group_id: number;
  last_seq: number;
  message: {
    sender_id: number;
    sender_name: string;
    preview: string;
    created_at: string;
    mentions: number[];
  };
}
/** On the notification socket: my place in a group is gone or new. */
export interface GroupMembershipChanged {
  type: 'group-membership';
  group_id: number;
  state: 'member' | 'requested' | 'none';
}
