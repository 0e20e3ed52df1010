import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { Message } from '@api/study-groups';

/** A message that the server has not confirmed. `order` is the order of writing over all groups and tabs. */
export interface Waiting {
  readonly order: number;
  readonly user_id: number;
  readonly group_id: number;
  readonly client_id: string;
  readonly body: string;
  readonly reply_to: number | null;
  readonly quoted: Message['quoted'];
  readonly created_at: string;
  /** In the server's words; null while it may still be sent. */
  readonly refused: string | null;
}

export type Draft = Omit<Waiting, 'order'>;

interface Schema extends DBSchema {
  outbox: { key: number; value: Draft & { order?: number }; indexes: { user: number; client: string } };
}

/** Where unsent messages stay when the tab goes: IndexedDB, or this tab's memory where the browser gives none (some private windows). */
export interface OutboxStore {
  list(userId: number): Promise<readonly Waiting[]>;
  add(draft: Draft): Promise<void>;
  refuse(clientId: string, why: string | null): Promise<void>;
  remove(clientId: string): Promise<void>;
}

export async function openOutboxStore(name = 'course-organizer'): Promise<OutboxStore> {
  if (typeof indexedDB === 'undefined') return new MemoryStore();
  try {
    return new IndexedStore(await openOutboxDatabase(name));
  } catch {
    return new MemoryStore();
  }
}

function openOutboxDatabase(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      const store = database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
      store.createIndex('user', 'user_id');
      store.createIndex('client', 'client_id', { unique: true });
    },
    // A newer version of the app in another tab wants to change the store: let it.
    blocking: (_from, _to, event) => (event.target instanceof IDBDatabase ? event.target.close() : undefined),
  });
}

class IndexedStore implements OutboxStore {
  private readonly database: IDBPDatabase<Schema>;

  constructor(database: IDBPDatabase<Schema>) {
    this.database = database;
  }

  async list(userId: number): Promise<readonly Waiting[]> {
    const found = await this.database.getAllFromIndex('outbox', 'user', userId);
    return found.map((item) => ({ ...item, order: item.order ?? 0 })).sort((a, b) => a.order - b.order);
  }

  async add(draft: Draft): Promise<void> {
    const writing = this.database.transaction('outbox', 'readwrite', { durability: 'strict' });
    await Promise.all([writing.store.add(draft), writing.done]);
  }

  async refuse(clientId: string, why: string | null): Promise<void> {
    const writing = this.database.transaction('outbox', 'readwrite');
    const found = await writing.store.index('client').get(clientId);
    if (found) await writing.store.put({ ...found, refused: why });
    await writing.done;
  }

  async remove(clientId: string): Promise<void> {
    const writing = this.database.transaction('outbox', 'readwrite');
    const key = await writing.store.index('client').getKey(clientId);
    if (key !== undefined) await writing.store.delete(key);
    await writing.done;
  }
}

class MemoryStore implements OutboxStore {
  private items: readonly Waiting[] = [];
  private lastOrder = 0;

  async list(userId: number): Promise<readonly Waiting[]> {
    return this.items.filter((item) => item.user_id === userId);
  }

  async add(draft: Draft): Promise<void> {
    this.items = [...this.items, { ...draft, order: ++this.lastOrder }];
  }

  async refuse(clientId: string, why: string | null): Promise<void> {
    this.items = this.items.map((item) => (item.client_id === clientId ? { ...item, refused: why } : item));
  }

  async remove(clientId: string): Promise<void> {
    this.items = this.items.filter((item) => item.client_id !== clientId);
  }
}
