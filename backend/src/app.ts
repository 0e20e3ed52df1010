import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { RouteOptions } from 'fastify';
import { courseRoutes } from '#courses/courses.routes';
import { enrolmentRoutes } from '#courses/enrolments.routes';
import { academicYearRoutes } from '#directory/academic-years.routes';
import { auditRoutes } from '#directory/audit.routes';
import { authRoutes } from '#directory/auth.routes';
import { mailboxRoutes } from '#directory/mailbox.routes';
import { profileRoutes } from '#directory/profile.routes';
import { ensureAdmin } from '#directory/public';
import { semesterRoutes } from '#directory/semesters.routes';
import { openSessions } from '#directory/sessions';
import { sessionRoutes } from '#directory/sessions.routes';
import { userRoutes } from '#directory/users.routes';
import { accessPlugin } from '#platform/access';
import { asapRoutes } from '#meetings/asap.routes';
import { attendanceRoutes } from '#meetings/attendance.routes';
import { callSocket } from '#meetings/call.socket';
import { openCalls } from '#meetings/calls';
import { openJitsi } from '#meetings/jitsi';
import { meetingRoutes } from '#meetings/meetings.routes';
import { prosodyRoutes } from '#meetings/prosody.routes';
import { openLive } from '#notifications/live';
import { notificationRoutes } from '#notifications/notifications.routes';
import { notificationSocket } from '#notifications/notifications.socket';
import { overviewRoutes } from '#overview/overview.routes';
import type { Config } from '#platform/config';
import { migrateDatabase, openDatabase, type Database } from '#platform/db';
import { openFiles } from '#platform/files';
import { healthRoutes } from '#platform/health.routes';
import { openJobs } from '#platform/jobs';
import { openKv } from '#platform/kv';
import { openLimits } from '#platform/limits';
import { openMailer } from '#platform/mailer';
import { metricsRoutes } from '#platform/metrics.routes';
import { openRooms } from '#platform/rooms';
import { createServer, type App } from '#platform/server';
import { spaRoutes } from '#platform/spa';
import { openTokens } from '#platform/tokens';
import { classRoutes } from '#school/classes.routes';
import { departmentRoutes } from '#school/departments.routes';
import { roomRoutes } from '#school/rooms.routes';
import { chatRoutes } from '#study-groups/chat.routes';
import { chatSocket } from '#study-groups/chat.socket';
import { groupRoutes } from '#study-groups/groups.routes';
import { openGroupsLive } from '#study-groups/live';
import { memberRoutes } from '#study-groups/members.routes';
import { timetableRoutes } from '#timetable/timetable.routes';

/** The table of contents: opens the platform's parts, then names every route and socket, in the order of the domains. */
export async function buildApp(
  config: Config,
  given: { database?: Database; pages?: string; onRoute?: (route: RouteOptions) => void } = {},
): Promise<App> {
  const app = await createServer(config);
  if (given.onRoute) app.addHook('onRoute', given.onRoute);
  await openPlatform(app, config, given.database);

  await metricsRoutes(app);
  await app.register(healthRoutes);
  if (given.pages) await app.register(spaRoutes, { pages: given.pages });

  await app.register(authRoutes);
  await app.register(sessionRoutes);
  await app.register(profileRoutes);
  await app.register(userRoutes);
  await app.register(academicYearRoutes);
  await app.register(semesterRoutes);
  await app.register(auditRoutes);
  await app.register(mailboxRoutes);

  await app.register(notificationRoutes);
  await app.register(notificationSocket);

  await app.register(departmentRoutes);
  await app.register(classRoutes);
  await app.register(roomRoutes);

  await app.register(courseRoutes);
  await app.register(enrolmentRoutes);
  await app.register(timetableRoutes);

  app.decorate('groups', openGroupsLive(app));
  await app.register(groupRoutes);
  await app.register(memberRoutes);
  await app.register(chatRoutes);
  await app.register(chatSocket);
  app.decorate('calls', openCalls(app));
  await app.register(meetingRoutes);
  await app.register(callSocket);
  await app.register(attendanceRoutes);
  await app.register(prosodyRoutes);
  await app.register(asapRoutes);

  await app.register(overviewRoutes);
  return app;
}

async function openPlatform(app: App, config: Config, given?: Database) {
  const warn = (error: Error) => app.log.warn({ err: error }, 'a connection was lost');
  const database =
    given ??
    (await openDatabase({
      url: config.database_url,
      dataDir: join(config.data_dir, 'postgres'),
      onError: warn,
    }));
  if (!given) await migrateDatabase(database);
  const { db } = database;
  await ensureAdmin(db, config);
  const kv = openKv(config.redis_url, warn, config.redis_prefix);
  const rooms = openRooms(kv, app.log);
  const tokens = openTokens(config.secret_key ?? keptSecret(config.data_dir));
  const sessions = openSessions({ db, kv, rooms, tokens, log: app.log, hours: config.session_hours });
  const jobs = openJobs(db, app.log);
  const mailer = openMailer(db, config.mail, new URL(config.public_url).hostname);
  jobs.handle('mail', mailer.deliver);

  app
    .decorate('settings', config)
    .decorate('db', db)
    .decorate('kv', kv)
    .decorate('rooms', rooms)
    .decorate('tokens', tokens);
  app.decorate('sessions', sessions).decorate('jobs', jobs).decorate('mailer', mailer);
  app.decorate('files', openFiles(join(config.data_dir, 'media'))).decorate('limits', openLimits(kv));
  app.decorate('live', openLive(db)).decorate('jitsi', openJitsi(config));
  await app.register(accessPlugin, {
    kv,
    allowedOrigins: config.allowed_origins,
    findActor: sessions.findByToken,
    findActorOfSession: sessions.findById,
  });

  app.addHook('preClose', rooms.drain);
  app.addHook('onClose', async () => {
    await jobs.stop();
    mailer.close();
    await sessions.close();
    await app.jitsi.close();
    await kv.close();
    if (!given) await database.close();
  });
}

/** Without SECRET_KEY one is made on the first start and kept beside the embedded database. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'secret-key');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
