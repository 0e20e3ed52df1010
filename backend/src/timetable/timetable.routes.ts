import { courseMemberIds, provideTimetable } from '#courses/public';
import { tellPeople } from '#notifications/public';
import { IdParams, Nothing } from '#platform/contract';
import type { App } from '#platform/server';
import {
  Entries,
  EntriesQuery,
  Entry,
  EntryChange,
  NewEntry,
  SavedEntry,
  Suggestions,
  SuggestionsQuery,
  Timetable,
  TimetableQuery,
  type TimetableFromServer,
} from './contract.ts';
import { getEntry, listEntries, listSlots } from './entries.ts';
import { readTimetable } from './occurrences.ts';
import { changeEntry, deleteEntry, scheduleEntry } from './scheduling.ts';
import { suggestSlots } from './suggestions.ts';

const tags = ['timetable'];
const changed = (course_id: number): TimetableFromServer => ({ type: 'timetable', course_id });

export async function timetableRoutes(app: App) {
  const zone = app.settings.time_zone;
  provideTimetable(listSlots);
  const tellCourses = async (...courseIds: number[]) => {
    for (const course_id of new Set(courseIds))
      tellPeople(app.rooms, await courseMemberIds(app.db, course_id), changed(course_id));
  };

  app.get(
    '/api/timetable/',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        summary: 'My timetable, or that of a class, a lecturer, a room or a course',
        querystring: TimetableQuery,
        response: { 200: Timetable },
      },
    },
    (request) => readTimetable(app.db, request.actor, zone, request.query),
  );

  app.get(
    '/api/timetable/entries/',
    {
      config: { access: 'signed-in' },
      schema: { tags, summary: 'Weekly slots', querystring: EntriesQuery, response: { 200: Entries } },
    },
    async (request) => ({ items: await listEntries(app.db, request.query) }),
  );

  app.get(
    '/api/timetable/suggestions',
    {
      config: { access: ['admin'] },
      schema: {
        tags,
        summary: 'Up to three free slots near the one that is wanted',
        querystring: SuggestionsQuery,
        response: { 200: Suggestions },
      },
    },
    async (request) => ({ items: await suggestSlots(app.db, zone, request.query) }),
  );

  app.get(
    '/api/timetable/:id',
    {
      config: { access: 'signed-in' },
      schema: { tags, summary: 'A weekly slot', params: IdParams, response: { 200: Entry } },
    },
    (request) => getEntry(app.db, request.params.id),
  );

  app.post(
    '/api/timetable/',
    {
      config: { access: ['admin'] },
      schema: {
        tags,
        summary: 'Place a weekly slot; 409 timetable-conflict names everything in the way',
        body: NewEntry,
        response: { 201: SavedEntry },
      },
    },
    async (request, reply) => {
      const saved = await scheduleEntry(app.db, request.actor, zone, request.body);
      await tellCourses(saved.course_id);
      return reply.code(201).send(saved);
    },
  );

  app.patch(
    '/api/timetable/:id',
    {
      config: { access: ['admin'] },
      schema: {
        tags,
        summary: 'Move or change a weekly slot',
        params: IdParams,
        body: EntryChange,
        response: { 200: SavedEntry },
      },
    },
    async (request) => {
      const { before, saved } = await changeEntry(
        app.db,
        request.actor,
        zone,
        request.params.id,
        request.body,
      );
      await tellCourses(before.course_id, saved.course_id);
      return saved;
    },
  );

  app.delete(
    '/api/timetable/:id',
    {
      config: { access: ['admin'] },
      schema: {
        tags,
        summary: 'Take a weekly slot off the timetable',
        params: IdParams,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const before = await deleteEntry(app.db, request.actor, request.params.id);
      await tellCourses(before.course_id);
      return reply.code(204).send(null);
    },
  );
}
