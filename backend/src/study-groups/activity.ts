import type { Rooms } from '#platform/rooms';
import type { GroupActivity, Message } from './contract.ts';
import { previewOf } from './history.ts';
import { activityRoom } from './public.ts';

const AT_MOST_EVERY_MS = 1_000;

/** The newest message that was not told yet, and everybody whom those passed over named. */
interface Untold {
  message: Message;
  mentions: Set<number>;
}

/** Tells the notification sockets of a group's members that something was said: at once, then at most once a second. */
export function openActivity(rooms: Rooms) {
  const groups = new Map<number, { timer: NodeJS.Timeout; next: Untold | undefined }>();

  function tell(groupId: number, untold: Untold) {
    rooms.publish(activityRoom(groupId), eventOf(untold));
    const timer = setTimeout(() => {
      const next = groups.get(groupId)?.next;
      groups.delete(groupId);
      if (next) tell(groupId, next);
    }, AT_MOST_EVERY_MS).unref();
    groups.set(groupId, { timer, next: undefined });
  }

  return {
    posted(message: Message) {
      const group = groups.get(message.group_id);
      const untold = group?.next ?? { message, mentions: new Set<number>() };
      untold.message = message;
      for (const { id } of message.mentions) untold.mentions.add(id);
      if (group) group.next = untold;
      else tell(message.group_id, untold);
    },
    stop() {
      for (const { timer } of groups.values()) clearTimeout(timer);
    },
  };
}

const eventOf = ({ message, mentions }: Untold): GroupActivity => ({
  type: 'group',
  group_id: message.group_id,
  last_seq: message.seq,
  message: {
    sender_id: message.sender.id,
    sender_name: message.sender.full_name,
    preview: previewOf(message.body),
    created_at: message.created_at,
    mentions: [...mentions],
  },
});
