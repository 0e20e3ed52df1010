import type { Signal } from '@angular/core';
import type { MeetingEntry } from '@api/meetings';
import type { CallSocket } from './call-socket.ts';
import type { LocalMedia } from './local-media.ts';

export type EngineName = MeetingEntry['engine'];

/** What a person can do next when a call failed; the room offers exactly that. */
export type NextAction =
  /** The same engine again, with a fresh token. */
  | 'rejoin'
  /** The other engine: the room tells the server (`engine-failed`), which moves everybody. */
  | 'other-engine'
  /** Nothing helps here: back to the meeting's page. */
  | 'leave';

export type CallState =
  /** idle: before `join`; reconnecting: the call goes on by itself as soon as it can. */
  | { readonly phase: 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'left' }
  | {
      readonly phase: 'failed';
      /** For the log and for tests: `ice-failed`, `token-refused` … */
      readonly code: string;
      /** For the person, as it stands. */
      readonly message: string;
      readonly next: NextAction;
    };

/** 0 nothing arrives, 1 poor, 2 fair, 3 good. */
export type Quality = 0 | 1 | 2 | 3;

/** full: as good as the line allows; saver: pictures of 180 lines; audio: no picture of anybody, screens neither. */
export type DataMode = 'full' | 'saver' | 'audio';

/** One stream each, so that an element keeps its picture while another one changes. Null: there is none. */
export interface Streams {
  readonly camera: MediaStream | null;
  /** With the sound of what is shown, where the system gives it: play it unmuted, except my own. */
  readonly screen: MediaStream | null;
  /** Null for myself: nobody wants to hear that. */
  readonly audio: MediaStream | null;
}

/** One presence in the call: a person with two tabs is there twice, with one `user_id`. */
export interface Participant {
  /** The `peer_id` of our socket, with either engine; stays the same while the presence lasts. */
  readonly id: string;
  readonly self: boolean;
  // Who it is, from the server and never from the other browser.
  readonly user_id: number;
  readonly full_name: string;
  readonly avatar_url: string | null;
  readonly role: 'host' | 'faculty' | 'member';
  // What is on. A camera that is on may still have a null stream: on its way, or not received to save data.
  readonly mic: boolean;
  readonly camera: boolean;
  readonly sharing: boolean;
  /** Came without microphone and camera. */
  readonly listener: boolean;
  readonly streams: Streams;
  readonly speaking: boolean;
  readonly quality: Quality;
}

/** What the room shows at this moment. Always the whole object; each call replaces the one before. */
export interface Receive {
  /** Shown large: pinned, or speaking in the speaker view. */
  readonly stage: readonly string[];
  /** Shown as tiles; pictures of all the others need not be sent. Null: everybody. */
  readonly visible: readonly string[] | null;
}

/** Bytes since `join`. Meeting and month are added up by `DataUse`. */
export interface Bytes {
  readonly sent: number;
  readonly received: number;
}

/**
 * What the size of the call leaves: all; audio: no cameras; speaker: only the host and who was let speak are heard.
 * The room says it in words; the engine obeys it by itself.
 */
export type Limit = 'none' | 'audio' | 'speaker';

export interface DeviceChoice {
  readonly microphone?: string;
  readonly camera?: string;
  readonly speaker?: string;
}

/** What an engine needs to know of a meeting. */
export interface CallSession {
  readonly meeting_id: number;
  /** The answer of `POST /api/meetings/:id/join`. */
  readonly entry: MeetingEntry;
  /** Asks `join` anew: a token that is not over, and the TURN credentials that go with it. */
  readonly freshEntry: () => Promise<MeetingEntry>;
  /** Open, or opening. It outlives the engine: who moves to the other engine keeps it. Engines never close it. */
  readonly socket: CallSocket;
}

/**
 * The call as the room sees it, whoever carries the media. After `leave` the same object can `join` again.
 * Own state (`mic`, `camera`, `sharing`, `listener`) is told to everybody by the engine, with `session.socket.tell`.
 * Methods that switch something on reject with a `MediaProblem` whose message is meant for the person.
 */
export interface CallEngine {
  readonly name: EngineName;
  readonly state: Signal<CallState>;
  /** I am the first one, then in the order of arrival. */
  readonly participants: Signal<readonly Participant[]>;
  /** How loud each one is, 0 to 1, by id; apart from `participants` because it changes five times a second. */
  readonly levels: Signal<ReadonlyMap<string, number>>;
  /** The last other one who spoke (not me), until somebody else does. */
  readonly activeSpeaker: Signal<string | null>;
  readonly bytes: Signal<Bytes>;
  readonly limit: Signal<Limit>;
  readonly dataMode: Signal<DataMode>;

  /**
   * Enters with what `media` holds: live tracks are sent, switched off ones are not, a listener sends nothing.
   * Resolves once entered (alone in the room counts), never rejects: see `state`.
   */
  join(session: CallSession, media: LocalMedia): Promise<void>;
  /** Resolves when every track, connection and timer of the engine is gone. `media` stays: the room owns it. */
  leave(): Promise<void>;
  setMic(on: boolean): Promise<void>;
  setCamera(on: boolean, deviceId?: string): Promise<void>;
  /** Changes the devices in use without a gap for the others; the choice is remembered. */
  setDevices(choice: DeviceChoice): Promise<void>;
  /** False when the person closed the browser's chooser. */
  shareScreen(on: boolean): Promise<boolean>;
  setDataMode(mode: DataMode): void;
  receive(wish: Receive): void;
}
