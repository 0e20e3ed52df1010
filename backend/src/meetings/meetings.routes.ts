import { IdParams, Nothing, Page } from '#platform/contract';
import type { App } from '#platform/server';
import { provideMeetings } from '#timetable/public';
import { listMeetingRooms } from './concerned.ts';
import {
  Meeting,
  MeetingChange,
  MeetingEntry,
  MeetingInput,
  MeetingQuery,
  MeetingSlot,
  MeetingWithEntry,
} from './contract.ts';
import { getMeeting, joinMeeting } from './entry.ts';
import { listMeetings } from './find.ts';
import { cancelMeeting, endMeeting, endOverdueMeetings, startMeeting } from './lifecycle.ts';
import { changeMeeting, deleteMeeting, scheduleFromSlot, scheduleMeeting } from './meetings.ts';
import { meetingsOfSlots } from './slots.ts';

const SWEEP_MS = 30_000;
const access = { access: 'signed-in' } as const;
const tags = ['meetings'];

export async function meetingRoutes(app: App) {
  const parts = { rooms: app.rooms, rules: app.settings, jitsi: app.jitsi, calls: app.calls };
  app.live.add({ rooms: listMeetingRooms });
  provideMeetings(meetingsOfSlots);
  sweep(app);

  app.get(
    '/api/meetings/',
    {
      config: access,
      schema: {
        tags,
        summary: 'Meetings that concern me',
        querystring: MeetingQuery,
        response: { 200: Page(Meeting) },
      },
    },
    (request) => listMeetings(app.db, request.actor, app.settings, request.query),
  );

  app.post(
    '/api/meetings/',
    {
      config: access,
      schema: {
        tags,
        summary: 'Schedule a lecture of a course or a call of a study group',
        body: MeetingInput,
        response: { 201: Meeting },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await scheduleMeeting(app.db, request.actor, parts, request.body)),
  );

  app.post(
    '/api/meetings/from-slot',
    {
      config: access,
      schema: {
        tags,
        summary: 'The meeting of one class of the timetable, made when there is none',
        body: MeetingSlot,
        response: { 200: Meeting, 201: Meeting },
      },
    },
    async (request, reply) => {
      const { made, meeting } = await scheduleFromSlot(app.db, request.actor, parts, request.body);
      return reply.code(made ? 201 : 200).send(meeting);
    },
  );

  app.get(
    '/api/meetings/:id/',
    {
      config: access,
      schema: {
        tags,
        summary: 'One meeting, with token and room while I may enter',
        params: IdParams,
        response: { 200: MeetingWithEntry },
      },
    },
    (request) => getMeeting(app.db, request.actor, parts, request.params.id),
  );

  app.patch(
    '/api/meetings/:id/',
    {
      config: access,
      schema: {
        tags,
        summary: 'Change title or times before it starts',
        params: IdParams,
        body: MeetingChange,
        response: { 200: Meeting },
      },
    },
    (request) => changeMeeting(app.db, request.actor, parts, request.params.id, request.body),
  );

  app.delete(
    '/api/meetings/:id/',
    {
      config: access,
      schema: {
        tags,
        summary: 'Remove a meeting that never started',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deleteMeeting(app.db, request.actor, app.rooms, request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/meetings/:id/join',
    {
      config: access,
      schema: {
        tags,
        summary: 'What opens the call for me, now',
        params: IdParams,
        response: { 200: MeetingEntry },
      },
    },
    (request) => joinMeeting(app.db, request.actor, parts, request.params.id),
  );

  const verbs = [
    ['start', 'Open the meeting for everybody', startMeeting],
    ['end', 'End the meeting for everybody', endMeeting],
    ['cancel', 'Call off a meeting that has not started', cancelMeeting],
  ] as const;
  for (const [verb, summary, act] of verbs)
    app.post(
      `/api/meetings/:id/${verb}`,
      { config: access, schema: { tags, summary, params: IdParams, response: { 200: Meeting } } },
      (request) => act(app.db, request.actor, parts, request.params.id),
    );
}

/** Runs while the server listens; tests call `endOverdueMeetings` themselves. */
function sweep(app: App) {
  let timer: NodeJS.Timeout | undefined;
  const run = () =>
    endOverdueMeetings(app.db, { rooms: app.rooms, rules: app.settings }).catch((error: unknown) =>
      app.log.warn({ err: error }, 'overdue meetings could not be ended'),
    );
  app.addHook('onListen', async () => {
    timer = setInterval(run, SWEEP_MS).unref();
    await app.jitsi.prepare();
  });
  app.addHook('preClose', async () => clearInterval(timer));
}
