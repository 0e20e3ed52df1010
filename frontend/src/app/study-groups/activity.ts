import type { GroupActivity, StudyGroup } from '@api/study-groups';
import type { LiveEvent } from '../platform/live.ts';
import { previewText } from './markdown.ts';

/** The event of the shared socket in our words; null when it is not what we know. */
export function activityOf(event: LiveEvent): GroupActivity | null {
  return isActivity(event) ? event : null;
}

const isActivity = (event: LiveEvent): event is LiveEvent & GroupActivity =>
  event.type === 'group' && typeof event['group_id'] === 'number' && Boolean(event['message']);

/** The list as it was read, with what was heard since: newest message first. `unread` is null until it was told. */
export function withActivity(
  groups: readonly StudyGroup[],
  activity: ReadonlyMap<number, GroupActivity>,
  unread: Readonly<Record<string, number>> | null,
  myName: string,
): readonly StudyGroup[] {
  return groups
    .map((group) => {
      const heard = activity.get(group.id);
      const message = heard && heard.last_seq > group.last_seq ? heard.message : null;
      return {
        ...group,
        unread: unread ? (unread[group.id] ?? 0) : group.unread,
        last_message: shortened(message ?? group.last_message, myName),
      };
    })
    .toSorted((a, b) => newest(b) - newest(a) || a.name.localeCompare(b.name));
}

/** "Brian" for Brian Kiptoo, "You" for me. */
function shortened(message: StudyGroup['last_message'], myName: string): StudyGroup['last_message'] {
  if (!message) return null;
  const { sender_name, preview, created_at } = message;
  return {
    sender_name: sender_name === myName ? 'You' : firstName(sender_name),
    preview: previewText(preview),
    created_at,
  };
}

export function firstName(name: string): string {
  return name.replace(/^(dr|prof|mr|mrs|ms)\.?\s+/i, '').split(' ')[0] ?? name;
}

function newest(group: StudyGroup): number {
  return Date.parse(group.last_message?.created_at ?? group.created_at);
}
