import type { WebSocket } from 'ws';
import type { Actor } from '#platform/access';
import type { Db } from '#platform/db';
import { send, type Listening } from '#platform/rooms';
import type { App } from '#platform/server';
import { openAttendanceLive } from './attendance-live.ts';
import { keepAttendance } from './attendance.ts';
import {
  enterCall,
  keepPeers,
  leaveCall,
  leads,
  listRemoved,
  readCall,
  readHands,
  sweepPeers,
} from './call.ts';
import type { CallState } from './call.ts';
import { callRoom, closeCall, peopleConcerned } from './concerned.ts';
import { CALL_REMOVED, type CallFromServer, type Engine, type Hand, type Peer } from './contract.ts';
import { leaveJitsi, MESH_LIMITS } from './engine.ts';
import { readMeetings } from './find.ts';
import { iceServersFor } from './ice.ts';
import { openJitsiHealth } from './jitsi-health.ts';
import { whyClosed } from './standing.ts';

declare module 'fastify' {
  interface FastifyInstance {
    calls: Calls;
  }
}
export type Calls = ReturnType<typeof openCalls>;

const BEAT_MS = 5_000;
/** Minutes of attendance go on without anybody coming or leaving. */
const BEATS_PER_ATTENDANCE = 6;
/** The bus between instances is waited for so long, then the call goes on without it. */
const BUS_MS = 2_000;
const REMOVED = 'You were removed from this meeting.';

/** An open call page on this instance. */
export interface Page {
  meeting_id: number;
  peer: Peer;
  socket: WebSocket;
  actor: Actor;
  heard_at: number;
  /** What happens before its hello waits here; undefined afterwards. */
  held: CallFromServer[] | undefined;
}
/** Whom an event is for; everybody when nothing is said. */
type To = { peer?: string; user?: number; except?: string };
/** A meeting's call as this instance knows it. */
interface Call {
  pages: Map<string, Page>;
  /** Everybody on every instance, as told to the pages here. */
  peers: Map<string, Peer>;
  hands: Hand[];
  engine: Engine | undefined;
  bus: Listening;
  /** Counts what was told, so that an older reading of the database never overrules it. */
  told: number;
}

/** The calls that have pages open on this instance, and what happens in them on all instances. */
export function openCalls(app: App) {
  const { db, rooms, log } = app;
  const calls = new Map<number, Call>();
  const leaving = new Set<Promise<void>>();
  const health = openJitsiHealth(app.settings.jitsi.health_url, log, async () => {
    for (const id of await leaveJitsi(db)) tell(id, { type: 'engine', engine: 'peer', reason: 'jitsi-down' });
  });

  /** Each instance tells its own pages, so that one reading of the database serves them. */
  const attendance = openAttendanceLive(db, log, (id, event) => {
    for (const page of calls.get(id)?.pages.values() ?? [])
      if (!page.held && leads(page.peer)) send(page.socket, event);
  });
  let beats = 0;

  function tell(meetingId: number, event: CallFromServer, to: To = {}) {
    deliver(meetingId, to, event);
    rooms.announce(`call:${meetingId}`, JSON.stringify({ to, event }));
  }

  function deliver(meetingId: number, to: To, event: CallFromServer) {
    const call = calls.get(meetingId);
    if (!call) return;
    call.told += 1;
    note(call, event);
    if (event.type === 'peer-joined' || event.type === 'peer-left') attended(meetingId);
    const text = Buffer.from(JSON.stringify(event));
    for (const page of call.pages.values()) {
      if (!isFor(page, to)) continue;
      if (page.held) page.held.push(event);
      else send(page.socket, text);
      // At once: a page that was told to close may take its time.
      if (event.type === 'removed') leave(page, Date.now());
    }
  }

  function attended(meetingId: number) {
    for (const page of calls.get(meetingId)?.pages.values() ?? [])
      if (leads(page.peer)) return attendance.changed(meetingId);
  }

  function callOf(meetingId: number): Call {
    const call = calls.get(meetingId) ?? {
      pages: new Map(),
      peers: new Map(),
      hands: [],
      engine: undefined,
      told: 0,
      bus: rooms.listen(`call:${meetingId}`, (text) => {
        const { to, event }: { to: To; event: CallFromServer } = JSON.parse(text);
        deliver(meetingId, to, event);
      }),
    };
    calls.set(meetingId, call);
    return call;
  }

  /** Takes the page in and greets it; events meanwhile follow the hello. */
  async function enter(page: Page, started_at: string | null) {
    const { meeting_id, peer, actor, socket } = page;
    const call = callOf(meeting_id);
    call.pages.set(peer.peer_id, page);
    rooms.join(callRoom(meeting_id), {
      socket,
      user_id: actor.id,
      session_id: actor.session_id,
      role: actor.role,
    });
    socket.on('pong', () => (page.heard_at = Date.now()));
    socket.once('close', (code) => leave(page, code === 1006 ? page.heard_at : Date.now()));
    await Promise.race([call.bus.ready, new Promise((done) => setTimeout(done, BUS_MS).unref())]);
    const state = await enterCall(db, actor, { ...peer, meeting_id }, health.isUp());
    if (socket.readyState !== socket.OPEN) return leave(page, Date.now());
    greet(page, call, state, started_at);
  }

  function greet(page: Page, call: Call, state: CallState, started_at: string | null) {
    const { peer_id } = page.peer;
    page.peer = state.peers.find((one) => one.peer_id === peer_id) ?? page.peer;
    for (const one of state.peers) call.peers.set(one.peer_id, one);
    call.engine = state.engine;
    send(page.socket, helloOf(app, page, state, started_at));
    const known = new Set(state.peers.map((one) => one.peer_id));
    for (const event of page.held ?? [])
      if (event.type !== 'peer-joined' || !known.has(event.peer.peer_id)) send(page.socket, event);
    page.held = undefined;
    tell(page.meeting_id, { type: 'peer-joined', peer: page.peer }, { except: peer_id });
    if (state.hands.some((one) => one.user_id === page.actor.id)) void tellHands(page.meeting_id);
  }

  /** Safe to call twice. */
  function leave(page: Page, at: number) {
    const call = calls.get(page.meeting_id);
    call?.pages.delete(page.peer.peer_id);
    const work = gone(page, at).catch((error: unknown) => log.warn({ err: error }, 'a call was not left'));
    leaving.add(work);
    void work.finally(() => leaving.delete(work));
    if (!call || call.pages.size > 0) return;
    calls.delete(page.meeting_id);
    call.bus.stop();
  }

  async function gone({ meeting_id, peer, actor }: Page, at: number) {
    const hands = calls.get(meeting_id)?.hands ?? (await readHands(db, meeting_id));
    if (!(await leaveCall(db, peer.peer_id, new Date(at).toISOString()))) return;
    tell(meeting_id, { type: 'peer-left', peer_id: peer.peer_id });
    if (hands.some((one) => one.user_id === actor.id)) await tellHands(meeting_id);
  }

  async function tellHands(meetingId: number) {
    tell(meetingId, { type: 'hands', hands: await readHands(db, meetingId) });
  }

  async function beat() {
    const pages = [...calls.values()].flatMap((call) => [...call.pages.values()]).filter((one) => !one.held);
    for (const page of pages) page.socket.ping();
    const lost = new Set(
      await keepPeers(
        db,
        pages.map((page) => page.peer.peer_id),
      ),
    );
    for (const page of pages)
      if (lost.has(page.peer.peer_id)) page.socket.close(1012, 'This page was given up. Come back.');
    await keepAttendance(
      db,
      pages.map(({ peer, heard_at }) => ({ device_key: peer.peer_id, at: new Date(heard_at).toISOString() })),
    );
    await sweepPeers(db);
    for (const [id, call] of calls) await compare(id, call);
    beats += 1;
    if (beats % BEATS_PER_ATTENDANCE === 0) for (const id of calls.keys()) attended(id);
  }

  /** The bus may lose what it carries: what the database says goes. */
  async function compare(id: number, call: Call) {
    const { told } = call;
    const [row] = await readMeetings(db, [id]);
    if (!row || whyClosed(row, 'host', app.settings)) return closeCall(rooms, id);
    await turnOut(db, call, row);
    const state = await readCall(db, id);
    if (call.told !== told) return;
    for (const event of differences(call, state)) deliver(id, {}, event);
  }

  const timer = setInterval(
    () => void beat().catch((error: unknown) => log.warn({ err: error }, 'calls were not looked after')),
    BEAT_MS,
  ).unref();
  app.addHook('onListen', async () => health.start());
  app.addHook('preClose', async () => {
    clearInterval(timer);
    health.stop();
    attendance.stop();
  });
  app.addHook('onClose', async () => {
    for (const call of calls.values()) for (const page of call.pages.values()) leave(page, Date.now());
    await Promise.all(leaving);
  });

  return {
    health,
    enter,
    tell,
    tellHands,
    attended,
    beat,
    knows: (meetingId: number, peerId: string) => calls.get(meetingId)?.peers.has(peerId) ?? false,
    /** On every instance: the person's pages of this call hear why, and close. */
    turnOut(meetingId: number, userId: number) {
      tell(meetingId, { type: 'removed' }, { user: userId });
      rooms.close({ room: callRoom(meetingId), user_id: userId }, CALL_REMOVED, REMOVED);
    },
  };
}

const isFor = (page: Page, to: To) =>
  (to.peer === undefined || page.peer.peer_id === to.peer) &&
  (to.user === undefined || page.actor.id === to.user) &&
  (to.except === undefined || page.peer.peer_id !== to.except);

function note(call: Call, event: CallFromServer) {
  if (event.type === 'peer-joined' || event.type === 'peer-changed')
    call.peers.set(event.peer.peer_id, event.peer);
  else if (event.type === 'peer-left') call.peers.delete(event.peer_id);
  else if (event.type === 'hands') call.hands = event.hands;
  else if (event.type === 'engine') call.engine = event.engine;
}

/** What the pages here were never told. */
function differences(call: Call, state: CallState): CallFromServer[] {
  const now = new Map(state.peers.map((peer) => [peer.peer_id, peer]));
  const events: CallFromServer[] = [];
  for (const peer_id of call.peers.keys()) if (!now.has(peer_id)) events.push({ type: 'peer-left', peer_id });
  for (const [peer_id, peer] of now) {
    const known = call.peers.get(peer_id);
    if (!known) events.push({ type: 'peer-joined', peer });
    else if (JSON.stringify(known) !== JSON.stringify(peer)) events.push({ type: 'peer-changed', peer });
  }
  if (JSON.stringify(call.hands) !== JSON.stringify(state.hands))
    events.push({ type: 'hands', hands: state.hands });
  if (call.engine !== state.engine)
    events.push({ type: 'engine', engine: state.engine, reason: state.engine_reason ?? 'reported' });
  return events;
}

/** Closes the pages of people who were removed, or take part no more, when no order to do so arrived. */
async function turnOut(db: Db, call: Call, row: Awaited<ReturnType<typeof readMeetings>>[number]) {
  const people = new Set(await peopleConcerned(db, row));
  const removed = new Set(await listRemoved(db, row.id));
  for (const { actor, socket } of call.pages.values())
    if (removed.has(actor.id) || (actor.role !== 'admin' && !people.has(actor.id)))
      socket.close(CALL_REMOVED, REMOVED);
}

function helloOf(app: App, page: Page, state: CallState, started_at: string | null): CallFromServer {
  const { peer } = page;
  return {
    type: 'hello',
    self: peer,
    engine: state.engine,
    peers: state.peers.filter((one) => one.peer_id !== peer.peer_id),
    hands: state.hands,
    sharing: state.sharing,
    muted_by_host: !leads(peer) && state.muted_at !== null && !state.may_speak.includes(peer.user_id),
    ice_servers: iceServersFor(app.settings, peer.user_id),
    limits: MESH_LIMITS,
    started_at,
  };
}
