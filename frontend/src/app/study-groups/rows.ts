import type { Message } from '@api/study-groups';

/** A message of mine that the server does not have yet. */
export interface Pending {
  readonly client_id: string;
  readonly body: string;
  readonly quoted: Message['quoted'];
  readonly created_at: string;
  /** Why the server refused it; null while it is on its way. */
  readonly refused: string | null;
}

/** One line of the thread as it is drawn. The object stays the same while nothing of it changes. */
export interface Row {
  /** Stays when a message of mine turns from pending into sent, so that nothing moves. */
  readonly key: string;
  readonly message: Message | null;
  readonly pending: Pending | null;
  readonly mine: boolean;
  /** First and last of a run: one sender, at most five minutes apart. */
  readonly first: boolean;
  readonly last: boolean;
  /** The caption over the first message of a day. */
  readonly day: string | null;
  /** "n new messages" stands above. */
  readonly unread: number;
}

export interface RowOptions {
  readonly me: number;
  /** Where the line of new messages is, fixed when the person came in; null for none. */
  readonly unread: { readonly after: number; readonly count: number } | null;
  /** The first message of the group is among them. */
  readonly fromStart: boolean;
  /** The caption of a moment's day; equal captions are one day. */
  readonly dayOf: (at: string) => string;
}

interface Line {
  readonly key: string;
  readonly message: Message | null;
  readonly pending: Pending | null;
  readonly sender: number;
  readonly at: number;
  readonly day: string;
}

const RUN = 5 * 60_000;

/** Lays out messages and, after them, what is still on its way. `before` are the rows of the last time: unchanged ones are used again. */
export function layOut(
  messages: readonly Message[],
  pending: readonly Pending[],
  options: RowOptions,
  before: readonly Row[] = [],
): readonly Row[] {
  const lines = [
    ...messages.map((message) => sentLine(message, options)),
    ...pending.map((item) => pendingLine(item, options)),
  ];
  const old = new Map(before.map((row) => [row.key, row]));
  const lineAt = firstUnread(messages, options);
  const breaks = lines.map((line, index) => index === lineAt || isBreak(lines[index - 1], line));
  return lines.map((line, index) => {
    const row: Row = {
      key: line.key,
      message: line.message,
      pending: line.pending,
      mine: line.sender === options.me,
      first: breaks[index] ?? true,
      last: breaks[index + 1] ?? true,
      day: lines[index - 1]?.day === line.day ? null : line.day,
      unread: index === lineAt ? (options.unread?.count ?? 0) : 0,
    };
    const same = old.get(line.key);
    return same && isSame(same, row) ? same : row;
  });
}

/** My own messages go by client_id, which they have before the server knows them. */
export function keyOf(message: Message, me: number): string {
  return message.sender.id === me ? `mine-${message.client_id}` : `message-${message.id}`;
}

function sentLine(message: Message, options: RowOptions): Line {
  return {
    key: keyOf(message, options.me),
    message,
    pending: null,
    sender: message.sender.id,
    at: Date.parse(message.created_at),
    day: options.dayOf(message.created_at),
  };
}

function pendingLine(pending: Pending, options: RowOptions): Line {
  return {
    key: `mine-${pending.client_id}`,
    message: null,
    pending,
    sender: options.me,
    at: Date.parse(pending.created_at),
    day: options.dayOf(pending.created_at),
  };
}

function isBreak(before: Line | undefined, line: Line): boolean {
  return (
    !before || before.sender !== line.sender || before.day !== line.day || Math.abs(line.at - before.at) > RUN
  );
}

/** Without the message before it, nobody knows whether it is the first. */
function firstUnread(messages: readonly Message[], { unread, me, fromStart }: RowOptions): number {
  if (!unread) return -1;
  const index = messages.findIndex((message) => message.seq > unread.after && message.sender.id !== me);
  return index === 0 && !fromStart ? -1 : index;
}

function isSame(a: Row, b: Row): boolean {
  return (
    a.message === b.message &&
    a.pending === b.pending &&
    a.first === b.first &&
    a.last === b.last &&
    a.day === b.day &&
    a.unread === b.unread
  );
}
