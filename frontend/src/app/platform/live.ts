import type { UnreadCounts } from '@api/notifications';
import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Signal } from '@angular/core';
import { AuthService } from './session.ts';
import type { LiveSocket, SocketState } from './socket.ts';
import { Sockets } from './socket.ts';

/** What /ws/notifications/ sends; each domain reads the types that it knows. */
export interface LiveEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

type Handler = (event: LiveEvent) => void;

const NOTHING: UnreadCounts = { groups: {}, notifications: 0 };

/** The one socket that the whole app shares: what concerns me, wherever I am in the app. Open while someone is signed in. */
@Injectable({ providedIn: 'root' })
export class Live {
  private readonly auth = inject(AuthService);
  private readonly sockets = inject(Sockets);
  private readonly handlers = new Map<string, Set<Handler>>();
  private readonly socket = signal<LiveSocket<never> | null>(null);

  readonly state: Signal<SocketState> = computed(() => this.socket()?.state() ?? 'closed');
  readonly unread = signal<UnreadCounts>(NOTHING);
  readonly unreadMessages = computed(() =>
    Object.values(this.unread().groups).reduce((sum, count) => sum + count, 0),
  );

  constructor() {
    const person = computed(() => this.auth.user()?.id);
    effect((onCleanup) => {
      if (person() === undefined) return;
      untracked(() => this.connect());
      onCleanup(() => this.disconnect());
    });
    // For good: the session was ended elsewhere. Asking who I am then leads to the sign-in.
    effect(() => {
      if (this.socket()?.state() === 'closed') untracked(() => void this.auth.reread());
    });
  }

  /**
   * Calls `handler` for each event of the type, whose shape its domain's contract names (`on<Event>('meeting', …)`);
   * returns the way to stop. Give it to `DestroyRef.onDestroy`.
   */
  on<Event extends LiveEvent = LiveEvent>(type: Event['type'], handler: (event: Event) => void): () => void {
    const handlers = this.handlers.get(type) ?? new Set();
    const own = handler as Handler;
    this.handlers.set(type, handlers.add(own));
    return () => handlers.delete(own);
  }

  /** What my own reading changed is known here before the server tells all tabs. */
  setGroupUnread(groupId: number, count: number): void {
    this.unread.update((unread) => ({ ...unread, groups: { ...unread.groups, [groupId]: count } }));
  }

  private connect(): void {
    this.socket.set(
      this.sockets.open<LiveEvent, never>({
        path: '/ws/notifications/',
        onEvent: (event) => this.hand(event),
        onOpen: () => this.hand({ type: 'reconnected' }),
      }),
    );
  }

  private disconnect(): void {
    this.socket()?.close();
    this.socket.set(null);
    this.unread.set(NOTHING);
  }

  private hand(event: LiveEvent): void {
    if (event.type === 'unread')
      this.unread.set({ ...NOTHING, ...(event['counts'] as Partial<UnreadCounts>) });
    // The server counts anew when something is read; what comes in between is counted here.
    if (event.type === 'notification')
      this.unread.update((unread) => ({ ...unread, notifications: unread.notifications + 1 }));
    for (const handler of this.handlers.get(event.type) ?? []) handler(event);
  }
}
