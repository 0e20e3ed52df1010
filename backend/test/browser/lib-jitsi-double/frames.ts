/** What the double and its relay say to each other, in place of XMPP and Jingle. */

export interface Presence {
  name: string;
  properties: Record<string, string>;
  sources: Record<string, { kind: 'audio' | 'video'; muted: boolean; videoType?: string }>;
}

export interface Member {
  id: string;
  /** From the token, as `presence_identity` puts it in. */
  identity: { user: Record<string, string> };
  presence: Presence;
}

export type ToRelay =
  | { type: 'join'; room: string; presence: Presence }
  | { type: 'presence'; presence: Presence }
  | { type: 'leave' }
  | { type: 'media'; to: string; source: string; data: unknown };

export type FromRelay =
  | { type: 'refused'; text: string }
  | { type: 'open'; id: string }
  | { type: 'joined'; members: Member[] }
  | { type: 'member'; member: Member }
  | { type: 'gone'; id: string }
  | { type: 'kicked'; reason: string; replaced: boolean }
  | { type: 'failed'; error: string; details: unknown[] }
  | { type: 'media'; from: string; source: string; data: unknown };

/** One way to the relay. */
export interface Wire {
  send(frame: ToRelay): void;
  close(): void;
}

/** Opens a wire; `onClose` also when it never opened. */
export type OpenWire = (url: URL, onFrame: (frame: FromRelay) => void, onClose: () => void) => Wire;
