import type { Rooms } from '#platform/rooms';
import type { GroupActivity, Message } from './contract.ts';
import { previewOf } from './history.ts';
import { activityRoom } from './public.ts';

const AT_MOST_EVERY_MS = 1_000;

/** Tells the notification sockets of a group's members that something was said: at once, then at most once a second. */
export function openActivity(rooms: Rooms) {
  const groups = new Map<number, { timer: NodeJS.Timeout; next: GroupActivity | undefined }>();

  function tell(event: GroupActivity) {
    rooms.publish(activityRoom(event.group_id), event);
    const timer = setTimeout(() => {
      const next = groups.get(event.group_id)?.next;
      groups.delete(event.group_id);
      if (next) tell(next);
    }, AT_MOST_EVERY_MS).unref();
    groups.set(event.group_id, { timer, next: undefined });
  }

  return {
    posted(message: Message) {
      const group = groups.get(message.group_id);
      const event = eventOf(message, group?.next);
      if (group) group.next = event;
      else tell(event);
    },
    stop() {
      for (const { timer } of groups.values()) clearTimeout(timer);
    },
  };
}

/** Who was mentioned in a message that is passed over is still named. */
const eventOf = (message: Message, passedOver: GroupActivity | undefined): GroupActivity => ({
  type: 'group',
  group_id: message.group_id,
  last_seq: message.seq,
  message: {
    sender_id: message.sender.id,
    sender_name: message.sender.full_name,
    preview: previewOf(message.body),
    created_at: message.created_at,
    mentions: [
      ...new Set([...(passedOver?.message.mentions ?? []), ...message.mentions.map((one) => one.id)]),
    ],
  },
});
