import { computed, inject, Injectable, signal } from '@angular/core';
import type { LiveSocket, SocketState } from '../../platform/socket.ts';
import { Sockets } from '../../platform/socket.ts';
import type { CallFromClient, CallFromServer, Peer, PeerState } from './frames.ts';

type FrameOf<T extends CallFromServer['type']> = Extract<CallFromServer, { type: T }>;
export type Hello = FrameOf<'hello'>;

function isOf<T extends CallFromServer['type']>(frame: CallFromServer, type: T): frame is FrameOf<T> {
  return frame.type === type;
}

const SILENT: PeerState = { mic: false, camera: false, sharing: false, listener: true };

/** Our socket of one call: who is there, hands, moderation, and the signalling of the peer engine. One per open page. */
@Injectable()
export class CallSocket {
  private readonly sockets = inject(Sockets);
  private readonly live = signal<LiveSocket<CallFromClient> | null>(null);
  private readonly handlers = new Set<(frame: CallFromServer) => void>();
  /** Told again after each reconnection: to the server I am a newcomer then. */
  private told: PeerState = SILENT;

  readonly state = computed<SocketState>(() => this.live()?.state() ?? 'closed');
  readonly retryAt = computed(() => this.live()?.retryAt() ?? null);
  /** The newest greeting; null before the first one. */
  readonly hello = signal<Hello | null>(null);
  /** Everybody but me, as the server knows them. */
  readonly peers = signal<readonly Peer[]>([]);
  readonly hands = signal<Hello['hands']>([]);

  open(meetingId: number): void {
    this.close();
    this.live.set(
      this.sockets.open<CallFromServer, CallFromClient>({
        path: `/ws/meetings/${meetingId}/call`,
        onEvent: (frame) => this.take(frame),
        onOpen: () => this.send({ type: 'state', ...this.told }),
      }),
    );
  }

  /** Calls the handler for each frame of that type, after the signals above have taken it in. Returns stop(). */
  on<T extends CallFromServer['type']>(type: T, handler: (frame: FrameOf<T>) => void): () => void {
    const listener = (frame: CallFromServer) => isOf(frame, type) && handler(frame);
    this.handlers.add(listener);
    return () => this.handlers.delete(listener);
  }

  /** False when the socket is away: nothing is queued. */
  send(frame: CallFromClient): boolean {
    return this.live()?.send(frame) ?? false;
  }

  /** What is on of mine, to everybody, now and after each reconnection. */
  tell(state: PeerState): void {
    this.told = state;
    this.send({ type: 'state', ...state });
  }

  retry(): void {
    this.live()?.retry();
  }

  close(): void {
    this.live()?.close();
    this.live.set(null);
    this.hello.set(null);
    this.peers.set([]);
    this.hands.set([]);
    this.told = SILENT;
  }

  private take(frame: CallFromServer): void {
    if (frame.type === 'hello') this.greet(frame);
    if (frame.type === 'hands') this.hands.set(frame.hands);
    if (frame.type === 'peer-left') this.put(frame.peer_id, null);
    if (frame.type === 'peer-joined' || frame.type === 'peer-changed')
      this.put(frame.peer.peer_id, frame.peer);
    for (const handler of [...this.handlers]) handler(frame);
  }

  private greet(hello: Hello): void {
    this.hello.set(hello);
    this.peers.set(hello.peers.filter(({ peer_id }) => peer_id !== hello.self.peer_id));
    this.hands.set(hello.hands);
  }

  private put(id: string, peer: Peer | null): void {
    this.peers.update((peers) => {
      const known = peers.some(({ peer_id }) => peer_id === id);
      if (!peer) return peers.filter(({ peer_id }) => peer_id !== id);
      return known ? peers.map((old) => (old.peer_id === id ? peer : old)) : [...peers, peer];
    });
  }
}
