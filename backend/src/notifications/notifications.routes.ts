import { Page, PageQuery } from '#platform/contract';
import type { App } from '#platform/server';
import { Notification, ReadNotifications, UnreadCounts, type NotificationsFromServer } from './contract.ts';
import { listNotifications, readNotifications } from './notifications.ts';
import { userRoom } from './public.ts';

export async function notificationRoutes(app: App) {
  app.get(
    '/api/notifications/',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['notifications'],
        summary: 'My notifications, newest first',
        querystring: PageQuery,
        response: { 200: Page(Notification) },
      },
    },
    async (request) => {
      const { limit = 50, cursor } = request.query;
      return listNotifications(app.db, request.actor, { limit, ...(cursor && { cursor }) });
    },
  );

  app.post(
    '/api/notifications/read',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['notifications'],
        summary: 'Mark some or all of my notifications as read, on all my devices',
        body: ReadNotifications,
        response: { 200: UnreadCounts },
      },
    },
    async (request) => {
      await readNotifications(app.db, request.actor, request.body);
      const counts = await app.live.unreadOf(request.actor.id);
      const event: NotificationsFromServer = { type: 'unread', counts };
      app.rooms.publish(userRoom(request.actor.id), event);
      return counts;
    },
  );
}
