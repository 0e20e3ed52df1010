import type { Peer } from '@api/meetings';
import { provideHttpClient } from '@angular/common/http';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeLibrary } from '../../../../../backend/test/browser/lib-jitsi-double/library.ts';
import { noMedia } from '../../../../../backend/test/browser/lib-jitsi-double/media.ts';
import { memoryWire } from '../../../../../backend/test/browser/lib-jitsi-double/memory.ts';
import { Rooms } from '../../../../../backend/test/browser/lib-jitsi-double/rooms.ts';
import type { CallSocket } from './call-socket.ts';
import type { CallSession } from './engine.ts';
import { LibJitsiCallService } from './lib-jitsi-call.ts';
import { LibJitsiMissing, LOAD_LIB_JITSI } from './lib-jitsi-loader.ts';
import type { LibJitsi } from './lib-jitsi-types.ts';
import { LocalMedia } from './local-media.ts';
import { openMedia } from './open-media.ts';

const ROOM = 'm-01jc';

/** jsdom has no media at all. */
class Track extends EventTarget {
  readonly id = crypto.randomUUID();
  enabled = true;
  readyState = 'live';
  onended: (() => void) | null = null;
  readonly kind: string;
  constructor(kind: string) {
    super();
    this.kind = kind;
  }
  clone = () => Object.assign(new Track(this.kind), { enabled: this.enabled });
  stop = () => void (this.readyState = 'ended');
}
class Stream {
  private readonly tracks: Track[];
  constructor(tracks: Track[] = []) {
    this.tracks = tracks;
  }
  getTracks = () => this.tracks;
  getVideoTracks = () => this.tracks.filter(({ kind }) => kind === 'video');
  getAudioTracks = () => this.tracks.filter(({ kind }) => kind === 'audio');
}

const token = (claims: object = {}) =>
  `e30.${btoa(
    JSON.stringify({
      iss: 'course-organizer',
      aud: 'jitsi',
      sub: 'meet.jitsi',
      room: ROOM,
      exp: Math.floor(Date.now() / 1000) + 3600,
      ...claims,
    }),
  )}.s`;

const peerOf = (id: number): Peer => ({
  peer_id: `p${id}`,
  user_id: id,
  full_name: `Person ${id}`,
  avatar_url: null,
  role: 'member',
  mic: true,
  camera: true,
  sharing: false,
  listener: false,
});

let rooms: Rooms;
let up: boolean;
let library: ReturnType<typeof makeLibrary>;
let persons: { engine: LibJitsiCallService; media: LocalMedia }[];

/** One person's page: an engine, devices, and our socket as the server would fill it. */
function person(id: number, others: number[], claims: object = {}) {
  const engine = TestBed.runInInjectionContext(() => new LibJitsiCallService());
  const media = TestBed.runInInjectionContext(() => new LocalMedia());
  persons.push({ engine, media });
  const socket = {
    state: signal('open'),
    hello: signal({ type: 'hello', self: peerOf(id) }),
    peers: signal(others.map(peerOf)),
    tell: vi.fn(),
  };
  const user = { id: String(id), name: `Person ${id}` };
  const entry = (more: object = {}) => ({
    engine: 'jitsi',
    jitsi_domain: 'meet.example.org',
    room: ROOM,
    jwt_token: token({ context: { user }, ...more }),
    expires_at: new Date(Date.now() + 3600_000).toISOString(),
    moderator: false,
  });
  const freshEntry = vi.fn(async () => entry({ fresh: true }));
  const session = {
    meeting_id: 1,
    entry: entry(claims),
    freshEntry,
    socket: socket as unknown as CallSocket,
  } as unknown as CallSession;
  return { engine, media, socket, session, freshEntry };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  rooms = new Rooms();
  up = true;
  persons = [];
  library = makeLibrary({ openWire: memoryWire(rooms, () => up), media: noMedia });
  vi.stubGlobal('MediaStream', Stream);
  const getUserMedia = async (wish: { audio?: object }) =>
    new Stream([new Track(wish.audio ? 'audio' : 'video')]);
  const getDisplayMedia = async () => new Stream([new Track('video')]);
  const devices = Object.assign(new EventTarget(), {
    getUserMedia,
    getDisplayMedia,
    enumerateDevices: async () => [],
  });
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { mediaDevices: devices }));
  const load = async () => {
    library.init();
    if (!up) throw new LibJitsiMissing('down');
    return library as unknown as LibJitsi;
  };
  TestBed.configureTestingModule({
    providers: [provideRouter([]), provideHttpClient(), { provide: LOAD_LIB_JITSI, useValue: load }],
  });
});

afterEach(async () => {
  const left = Promise.all(persons.map(({ engine }) => engine.leave()));
  await pass(5_000);
  await left;
  for (const { media } of persons) media.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  expect(library.double.open.size).toBe(0);
  expect(rooms.seats.size).toBe(0);
  expect(openMedia()).toEqual({ tracks: 0, connections: 0, contexts: 0 });
});

async function enter(who: ReturnType<typeof person>, camera = true) {
  await who.media.setMic(true);
  if (camera) await who.media.setCamera(true);
  const joined = who.engine.join(who.session, who.media);
  await pass(500);
  await joined;
}

describe('a call through Jitsi', () => {
  it('shows the others under the names that our server gives, with their sound and picture', async () => {
    const [ann, ben] = [person(1, [2]), person(2, [1])];
    await enter(ann);
    await enter(ben);
    await pass(100);
    expect(ann.engine.state()).toEqual({ phase: 'connected' });
    const [self, other] = ann.engine.participants();
    expect(self).toMatchObject({ id: 'p1', self: true, mic: true, camera: true });
    expect(other).toMatchObject({ id: 'p2', self: false, full_name: 'Person 2' });
    expect(other?.streams.audio).toBeTruthy();
    expect(other?.streams.camera).toBeTruthy();
    await ben.engine.setCamera(false);
    await pass(100);
    expect(ann.engine.participants()[1]?.streams.camera).toBeNull();
    expect(ann.engine.participants()[1]?.streams.audio).toBeTruthy();
    expect(library.double.complaints).toEqual([]);
  });

  it('does not show a stranger who claims to be somebody else', async () => {
    const [ann, ben] = [person(1, [2]), person(3, [])];
    ben.socket.hello.set({ type: 'hello', self: { ...peerOf(3), peer_id: 'p2' } });
    await enter(ann);
    await enter(ben);
    await pass(100);
    expect(ann.engine.participants()[1]?.streams.audio).toBeNull();
  });

  it('sends a shared screen beside the camera, and takes it back', async () => {
    const [ann, ben] = [person(1, [2]), person(2, [1])];
    await enter(ann);
    await enter(ben);
    expect(await ben.engine.shareScreen(true)).toBe(true);
    await pass(100);
    const seen = () => ann.engine.participants()[1]?.streams;
    expect(seen()?.screen).toBeTruthy();
    expect(seen()?.camera).toBeTruthy();
    expect(ben.socket.tell).toHaveBeenLastCalledWith(expect.objectContaining({ sharing: true }));
    await ben.engine.shareScreen(false);
    await pass(100);
    expect(seen()?.screen).toBeNull();
    expect(seen()?.camera).toBeTruthy();
    expect(library.double.complaints).toEqual([]);
  });

  it('switches the camera without the others losing its place, and asks for new pictures as a whole', async () => {
    const [ann, ben] = [person(1, [2]), person(2, [1])];
    await enter(ann);
    await enter(ben);
    await ben.engine.setCamera(true, 'other-camera');
    await ben.engine.setCamera(false);
    await ben.engine.setCamera(true);
    ann.engine.receive({ stage: ['p2'], visible: ['p2'] });
    await pass(100);
    expect(ann.engine.participants()[1]?.streams.camera).toBeTruthy();
    const [line] = library.double.open;
    const asked = () => line?.conference?.constraints.at(-1);
    const source = '00000002-v0';
    const one = {
      lastN: 1,
      defaultConstraints: { maxHeight: 0 },
      selectedSources: [],
      onStageSources: [source],
    };
    expect(asked()).toEqual({ ...one, constraints: { [source]: { maxHeight: 720 } } });
    ann.engine.setDataMode('saver');
    await pass(100);
    expect(asked()).toEqual({ ...one, constraints: { [source]: { maxHeight: 180 } } });
    ann.engine.setDataMode('audio');
    await pass(100);
    expect(asked()).toMatchObject({ lastN: 0, constraints: {} });
    expect(library.double.complaints).toEqual([]);
  });
});

describe('when Jitsi fails', () => {
  it('comes back by itself with a new token when the conference does', async () => {
    const ann = person(1, []);
    await enter(ann);
    rooms.fail('conference.videobridgeNotAvailable');
    await pass(50);
    expect(ann.engine.state()).toEqual({ phase: 'reconnecting' });
    await pass(2_000);
    expect(ann.engine.state()).toEqual({ phase: 'connected' });
    expect(ann.freshEntry).toHaveBeenCalledTimes(1);
    expect(rooms.seats.size).toBe(1);
  });

  it('says after 10 seconds that it failed, so that everybody moves', async () => {
    const ann = person(1, []);
    await enter(ann);
    up = false;
    rooms.cut();
    await pass(100);
    expect(ann.engine.state()).toEqual({ phase: 'reconnecting' });
    await pass(9_500);
    expect(ann.engine.state()).toEqual({ phase: 'reconnecting' });
    await pass(1_000);
    expect(ann.engine.state()).toMatchObject({ phase: 'failed', next: 'other-engine' });
    await pass(5_000);
    expect(library.double.open.size).toBe(0);
  });

  it('waits while the line of this page is down itself', async () => {
    const ann = person(1, []);
    await enter(ann);
    up = false;
    rooms.cut();
    ann.socket.state.set('waiting');
    await pass(25_000);
    expect(ann.engine.state()).toEqual({ phase: 'reconnecting' });
    up = true;
    ann.socket.state.set('open');
    await pass(3_000);
    expect(ann.engine.state()).toEqual({ phase: 'connected' });
  });

  it('tries a refused token once more with a new one', async () => {
    const ann = person(1, [], { exp: 1 });
    await enter(ann, false);
    await pass(1_000);
    expect(ann.engine.state()).toEqual({ phase: 'connected' });
    const ben = person(2, [], { aud: 'x' });
    ben.freshEntry.mockImplementation(async () => ({ ...ben.session.entry }) as never);
    await enter(ben, false);
    await pass(1_000);
    expect(ben.engine.state()).toMatchObject({ code: 'token-refused', next: 'other-engine' });
    expect(ben.freshEntry).toHaveBeenCalledTimes(1);
  });

  it('gives a new token when the old one ended during an interruption', async () => {
    const ann = person(1, [], { exp: Math.floor(Date.now() / 1000) + 60 });
    await enter(ann);
    await pass(61_000);
    rooms.cut();
    await pass(500);
    expect(ann.freshEntry).toHaveBeenCalledTimes(1);
    expect(rooms.tokens.at(-1)).not.toBe(ann.session.entry.jwt_token);
    expect(ann.engine.state()).toEqual({ phase: 'connected' });
  });

  it('ends for who is removed, and for who our server refuses', async () => {
    const ann = person(1, []);
    await enter(ann);
    rooms.kick('1');
    await pass(100);
    expect(ann.engine.state()).toMatchObject({ code: 'removed', next: 'leave' });

    const ben = person(2, []);
    await enter(ben);
    const problem = { type: '/problems/closed', title: 'Over', status: 409, detail: 'The meeting is over.' };
    ben.freshEntry.mockRejectedValue(problem as never);
    rooms.fail('conference.destroyed', 'over');
    await pass(1_000);
    expect(ben.engine.state()).toMatchObject({
      code: 'refused',
      message: 'The meeting is over.',
      next: 'leave',
    });
  });

  it('says so when the library cannot be had', async () => {
    up = false;
    const ann = person(1, []);
    const joined = ann.engine.join(ann.session, ann.media);
    await pass(12_000);
    await joined;
    expect(ann.engine.state()).toMatchObject({ code: 'unreachable', next: 'other-engine' });
  });
});

it('leaves nothing behind after ten joins and leaves', async () => {
  const ann = person(1, []);
  for (let round = 0; round < 10; round++) {
    await enter(ann);
    await ann.engine.shareScreen(true);
    const left = ann.engine.leave();
    await pass(100);
    await left;
    ann.media.stop();
    expect(ann.engine.state()).toEqual({ phase: 'left' });
  }
  expect(library.double).toMatchObject({ complaints: [], open: new Set() });
  expect(rooms.seats.size).toBe(0);
  expect(openMedia()).toEqual({ tracks: 0, connections: 0, contexts: 0 });
  expect(vi.getTimerCount()).toBe(0);
});
