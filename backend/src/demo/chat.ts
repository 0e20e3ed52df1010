import { GROUP_COURSES, GROUP_NAMES, NIGHT_OWL_LINES, SMALL_TALK, type Line } from './chat-lines.ts';
import { addDays, instantIn } from './calendar.ts';
import type { Random } from './random.ts';

export interface GroupPlan {
  name: string;
  description: string;
  course: string;
  capacity: number | null;
  visibility: 'open' | 'approval' | 'invite';
  lines: Line[];
  size: number;
}

/** The groups: the Night Owls as written, then one per name, round by round until `count` are there. */
export function planGroups(random: Random, count: number, titleOf: (course: string) => string): GroupPlan[] {
  const owls: GroupPlan = {
    name: 'Algorithms Night Owls',
    description: 'We meet after nine, on the board, until the last question is gone.',
    course: 'c0001',
    capacity: 12,
    visibility: 'approval',
    lines: NIGHT_OWL_LINES,
    size: 9,
  };
  const others = Array.from({ length: count - 1 }, (_, index): GroupPlan => {
    const place = index % GROUP_NAMES.length;
    const round = Math.floor(index / GROUP_NAMES.length) + 1;
    const course = GROUP_COURSES[place] ?? 'c0001';
    const size = 4 + random.below(8);
    return {
      name: `${GROUP_NAMES[place]}${round > 1 ? `, ${round}` : ''}`,
      description: `Students of ${titleOf(course)} who work on it together.`,
      course,
      capacity: random.pick([0, 12, 15, 20]) || null,
      visibility: random.pick(['open', 'open', 'approval', 'invite'] as const),
      lines: smallTalk(random, titleOf(course), size),
      size,
    };
  });
  return [owls, ...others];
}

/** Three to five weeks of short exchanges, on days and at hours at which students write. */
function smallTalk(random: Random, course: string, size: number): Line[] {
  const talks = random.sample(SMALL_TALK, 5 + random.below(SMALL_TALK.length - 5));
  const first = 21 + random.below(14);
  return talks.flatMap((talk, index) => {
    const days = Math.max(1, Math.round(first - (index * first) / talks.length));
    const hour = 16 + random.below(6);
    let minute = random.below(20);
    let last = -1;
    return talk.map((text): Line => {
      let by = random.below(size);
      if (by === last) by = (by + 1) % size;
      last = by;
      const clock = `${hour}:${String(minute).padStart(2, '0')}`;
      minute += 1 + random.below(7);
      const liked = random.below(4) === 0;
      const reactions = {
        [random.pick(['👍', '❤️', '🙌', '😂'])]: random.sample(peopleBut(size, by), 1 + random.below(2)),
      };
      return { days, clock, by, body: text.replace('{course}', course), ...(liked && { reactions }) };
    });
  });
}
const peopleBut = (size: number, one: number) => [...Array(size).keys()].filter((person) => person !== one);

interface Context {
  group_id: number;
  /** People by their place in the lines. */
  members: { id: number }[];
  today: string;
  zone: string;
  nextId: () => number;
}

/**
 * The rows of a history as the chat itself would have written them: every post, edit and reaction takes the group's
 * next number, and a message remembers the number of its newest change.
 */
export function historyOf(lines: Line[], context: Context) {
  const { members, group_id } = context;
  const idOf = (place: number) => members[place]?.id ?? 0;
  let seq = 0;
  const messages = lines.map((line) => ({ ...row(line), line }));
  function row(line: Line) {
    const id = context.nextId();
    const at = instantIn(context.zone, addDays(context.today, -line.days), line.clock);
    const own = (seq += 1);
    const changes = (line.before ? 1 : 0) + Object.values(line.reactions ?? {}).flat().length;
    seq += changes;
    return {
      id,
      group_id,
      seq: own,
      changed_seq: own + changes,
      client_id: `demo-${id}`,
      sender_id: idOf(line.by),
      body: line.body,
      mentions: (line.mentions ?? []).map(idOf),
      created_at: at,
      edited_at: line.before ? new Date(Date.parse(at) + 60_000).toISOString() : null,
    };
  }
  return {
    last_seq: seq,
    last_message_at: messages.at(-1)?.created_at ?? null,
    messages: messages.map(({ line, ...message }) => ({
      ...message,
      reply_to: line.re === undefined ? null : (messages[line.re]?.id ?? null),
    })),
    reactions: messages.flatMap(({ id, line, created_at }) =>
      Object.entries(line.reactions ?? {}).flatMap(([emoji, people]) =>
        people.map((place) => ({ message_id: id, user_id: idOf(place), emoji, created_at })),
      ),
    ),
  };
}
