import { signal } from '@angular/core';
import type { CallSession, Limit } from './engine.ts';
import { Mesh } from './mesh.ts';

const BEAT = 1_000;
/** So long nobody can be reached: the network does not let browsers talk to each other. */
const UNREACHABLE = 30_000;
const ROOMY = { video: 6, audio: 10 };

/** live: somebody is reached, or there is nobody; cut: nobody is; unreachable: for so long that it is said. */
export type Reach = 'live' | 'cut' | 'unreachable';

/** One stay in a call: the mesh, fed by our socket. */
export class MeshSession {
  readonly mesh: Mesh;
  readonly session: CallSession;
  readonly reach = signal<Reach>('live');
  /** The host let me speak, which counts when the call is too large for all voices. */
  readonly maySpeak = signal(false);
  /** The server may list me for a while under the ids that I had before. */
  private readonly myIds = new Set<string>();
  private readonly stops: readonly (() => void)[];
  private cutSince: number | null = null;

  constructor(session: CallSession) {
    this.session = session;
    const { socket } = session;
    this.mesh = new Mesh({
      send: (to, signal) => socket.send({ type: 'signal', to, ...signal }),
      self: () => this.myId,
      configuration: () => ({ iceServers: socket.hello()?.ice_servers ?? session.entry.ice_servers }),
    });
    const beat = setInterval(() => this.beat(), BEAT);
    this.stops = [
      socket.on('hello', () => this.greet()),
      socket.on('peer-joined', ({ peer }) => this.mesh.joined(peer)),
      socket.on('peer-changed', ({ peer }) => this.mesh.changed(peer)),
      socket.on('peer-left', ({ peer_id }) => this.mesh.left(peer_id)),
      socket.on('signal', ({ from, description, candidate }) => {
        const peer = socket.peers().find(({ peer_id }) => peer_id === from);
        if (peer) this.mesh.take(peer, { description, candidate });
      }),
      socket.on('may-speak', () => this.maySpeak.set(true)),
      socket.on('mute-all', () => this.maySpeak.set(false)),
      () => clearInterval(beat),
    ];
    if (socket.hello()) this.greet();
  }

  get myId(): string {
    return this.session.socket.hello()?.self.peer_id ?? '';
  }

  limit(): Limit {
    const hello = this.session.socket.hello();
    const { video, audio } = hello?.limits ?? ROOMY;
    const size = this.mesh.links().length + 1;
    if (size > audio) return 'speaker';
    return size > video ? 'audio' : 'none';
  }

  /** Whether my voice is carried when only the speakers' are. */
  isHeard(): boolean {
    return this.session.socket.hello()?.self.role !== 'member' || this.maySpeak();
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.mesh.close();
  }

  private greet(): void {
    this.myIds.add(this.myId);
    this.mesh.greet(this.session.socket.peers().filter(({ peer_id }) => !this.myIds.has(peer_id)));
  }

  private beat(): void {
    const { socket } = this.session;
    if (socket.state() === 'open') this.mesh.tick();
    this.reach.set(this.reachNow(Date.now()));
  }

  /** Who never answered is perhaps not in the call yet, so only lines that were begun count. */
  private reachNow(now: number): Reach {
    const begun = this.mesh.links().filter((link) => link.connection() !== 'new');
    const cut = begun.length > 0 && begun.every((link) => link.connection() !== 'connected');
    this.cutSince = cut ? (this.cutSince ?? now) : null;
    if (this.cutSince === null) return 'live';
    return now - this.cutSince > UNREACHABLE ? 'unreachable' : 'cut';
  }
}
