import { tellNotified, tellPeople, userRoom } from '#notifications/public';
import type { App } from '#platform/server';
import { openActivity } from './activity.ts';
import type { Changed } from './chat.ts';
import { ENDED, REMOVED, type GroupMembershipChanged } from './contract.ts';
import { openFeeds } from './feed.ts';
import { closeOutsiders } from './outsiders.ts';
import { openPosting, type Posted } from './posting.ts';
import { chatRoom, openPresence } from './presence.ts';
import { activityRoom, activityRooms, countUnread } from './public.ts';

declare module 'fastify' {
  interface FastifyInstance {
    groups: GroupsLive;
  }
}
export type GroupsLive = ReturnType<typeof openGroupsLive>;

/** How often open chats are held against the memberships. */
const OUTSIDERS_MS = 4_000;

/** What is live about study groups in this instance: what is told to whom after a commit. */
export function openGroupsLive(app: App) {
  const feeds = openFeeds(app.db, app.rooms, app.log);
  const presence = openPresence(app.kv, app.rooms, app.log);
  const activity = openActivity(app.rooms);
  app.live.add({ rooms: activityRooms, unread: countUnread });
  const watch = setInterval(
    () =>
      void closeOutsiders(app.db, app.rooms).catch((err: unknown) =>
        app.log.warn({ err }, 'memberships of open chats were not checked'),
      ),
    OUTSIDERS_MS,
  ).unref();
  app.addHook('onClose', async () => {
    clearInterval(watch);
    feeds.stop();
    presence.stop();
    activity.stop();
  });

  return {
    subscribe: feeds.subscribe,
    /** Stores a message; hand what it answers to `posted`. */
    post: openPosting(app.db),
    presence,
    posted({ message, is_new, notified }: Posted) {
      if (!is_new) return;
      feeds.publish(message.group_id, message.seq, { type: 'message', message });
      activity.posted(message);
      tellNotified(app.rooms, notified);
    },
    changed(groupId: number, { event, seq, is_new }: Changed) {
      if (is_new) feeds.publish(groupId, seq, event);
    },
    async read(groupId: number, userId: number, seq: number) {
      app.rooms.publish(chatRoom(groupId), { type: 'read', user_id: userId, seq });
      const event = { type: 'unread', counts: await app.live.unreadOf(userId) };
      app.rooms.publish(userRoom(userId), event);
    },
    /** Somebody is in, waits, or is out: their notification sockets follow, and their chat closes when they are out. */
    membership(groupId: number, userId: number, state: GroupMembershipChanged['state']) {
      const { rooms } = app;
      if (state === 'member') rooms.follow(userRoom(userId), activityRoom(groupId));
      else rooms.unfollow(userRoom(userId), activityRoom(groupId));
      if (state === 'none')
        rooms.close(
          { room: chatRoom(groupId), user_id: userId },
          REMOVED,
          'You are not in this group any more.',
        );
      const event: GroupMembershipChanged = { type: 'group-membership', group_id: groupId, state };
      tellPeople(rooms, [userId], event);
    },
    ended(groupId: number, members: number[]) {
      app.rooms.close({ room: chatRoom(groupId) }, ENDED, 'This group has ended.');
      for (const userId of members) {
        app.rooms.unfollow(userRoom(userId), activityRoom(groupId));
        const event: GroupMembershipChanged = {
          type: 'group-membership',
          group_id: groupId,
          state: 'none',
        };
        tellPeople(app.rooms, [userId], event);
      }
    },
  };
}
