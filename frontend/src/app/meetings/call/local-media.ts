import type { OnDestroy, WritableSignal } from '@angular/core';
import { Injectable, signal } from '@angular/core';
import { listDevices, NO_DEVICES, openDevice, openScreen } from './devices.ts';
import type { Devices } from './devices.ts';
import type { DeviceChoice } from './engine.ts';
import { MediaProblem, toMediaProblem } from './media-problem.ts';
import type { MediaKind } from './media-problem.ts';

export type { Device, Devices } from './devices.ts';

const DEVICES = 'call-devices';
type Kind = 'microphone' | 'camera';

/**
 * The microphone, camera and screen of this page: one for the device check and the call, so that entering or moving
 * to the other engine asks for nothing again. A signal is null while its device is closed.
 * What switches something on rejects with a `MediaProblem`. Provide it beside the room; it closes all with it.
 */
@Injectable()
export class LocalMedia implements OnDestroy {
  private readonly tracks: Record<Kind, WritableSignal<MediaStreamTrack | null>> = {
    microphone: signal(null),
    camera: signal(null),
  };
  private readonly screenTracks = signal<readonly MediaStreamTrack[]>([]);
  private readonly listening = new AbortController();
  /** One change of a device after the other: two quick clicks must not leave a camera open that nobody sees. */
  private readonly queues: Record<Kind, Promise<unknown>> = {
    microphone: Promise.resolve(),
    camera: Promise.resolve(),
  };

  readonly microphone = this.tracks.microphone.asReadonly();
  readonly camera = this.tracks.camera.asReadonly();
  /** The picture and, where the system gives it, the sound of what I share; empty while I share nothing. */
  readonly screen = this.screenTracks.asReadonly();
  /** A muted microphone stays open, so that unmuting is at once: its track is silent. */
  readonly mic = signal(false);
  /** Came without devices; nothing is opened until `mic` or camera is switched on. */
  readonly listener = signal(false);
  readonly devices = signal<Devices>(NO_DEVICES);
  readonly choice = signal<DeviceChoice>(remembered());
  /** The last failure of each device; gone when it works again. */
  readonly problems = signal<Partial<Record<MediaKind, MediaProblem>>>({});
  readonly canShare = 'getDisplayMedia' in (navigator.mediaDevices ?? {});

  constructor() {
    void this.readDevices();
    const { signal } = this.listening;
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.readDevices(), { signal });
  }

  /** Opens the microphone when there is none yet. Off: it stays open and silent; with none open nothing happens. */
  setMic(on: boolean): Promise<void> {
    return this.inTurn('microphone', async () => {
      if (on && !this.microphone()) await this.open('microphone');
      this.mute(!on);
    });
  }

  /** For the device check: the meter moves, and nobody hears it before `setMic(true)`. */
  openMicrophone(): Promise<void> {
    return this.inTurn('microphone', async () => {
      if (!this.microphone()) await this.open('microphone');
    });
  }

  /** Off closes the camera: its light goes out. */
  setCamera(on: boolean, deviceId?: string): Promise<void> {
    if (deviceId) this.remember({ camera: deviceId });
    return this.inTurn('camera', async () => {
      if (!on) this.close('camera');
      else if (!this.camera() || deviceId) await this.open('camera');
    });
  }

  /** Opens the chosen ones in place of those in use. */
  async setDevices(choice: DeviceChoice): Promise<void> {
    this.remember(choice);
    if (choice.microphone && this.microphone())
      await this.inTurn('microphone', async () => {
        await this.open('microphone');
        this.mute(!this.mic());
      });
    if (choice.camera && this.camera()) await this.setCamera(true, choice.camera);
  }

  /** False when the person closed the browser's chooser. */
  async shareScreen(on: boolean): Promise<boolean> {
    if (!on) {
      this.stopScreen();
      return true;
    }
    try {
      const tracks = await openScreen();
      if (!tracks) return false;
      this.stopScreen();
      this.screenTracks.set(tracks);
      // The browser's own bar stops it too.
      for (const track of tracks)
        track.onended = () => this.screenTracks() === tracks && track.kind === 'video' && this.stopScreen();
      this.report('screen', null);
      return true;
    } catch (error) {
      throw this.report('screen', toMediaProblem('screen', error));
    }
  }

  /** Closes every device. Can be used again afterwards. */
  stop(): void {
    this.close('microphone');
    this.close('camera');
    this.stopScreen();
    this.mic.set(false);
  }

  ngOnDestroy(): void {
    this.listening.abort();
    this.stop();
    // A permission that is answered after leaving must not open anything for good.
    for (const kind of ['microphone', 'camera'] as const)
      void this.inTurn(kind, async () => this.close(kind));
  }

  private async open(kind: Kind): Promise<void> {
    try {
      const track = await openDevice(kind, this.choice()[kind]);
      // Some systems give a device to one user at a time, so the old one goes only when the new one stands.
      this.close(kind);
      if (kind === 'microphone') track.enabled = this.mic();
      track.onended = () => this.lost(kind, track);
      this.tracks[kind].set(track);
      this.listener.set(false);
      this.report(kind, null);
      void this.readDevices();
    } catch (error) {
      throw this.report(kind, toMediaProblem(kind, error));
    }
  }

  private mute(muted: boolean): void {
    const track = this.microphone();
    if (track) track.enabled = !muted;
    this.mic.set(!muted && track !== null);
  }

  private close(kind: Kind): void {
    const track = this.tracks[kind]();
    if (!track) return;
    track.onended = null;
    track.stop();
    this.tracks[kind].set(null);
  }

  /** Unplugged, or taken back in the browser's settings. */
  private lost(kind: Kind, track: MediaStreamTrack): void {
    if (this.tracks[kind]() !== track) return;
    this.tracks[kind].set(null);
    if (kind === 'microphone') this.mic.set(false);
    this.report(kind, new MediaProblem(kind, 'missing'));
  }

  private stopScreen(): void {
    for (const track of this.screenTracks()) track.stop();
    this.screenTracks.set([]);
  }

  private report<P extends MediaProblem | null>(kind: MediaKind, problem: P): P {
    this.problems.update((problems) => ({ ...problems, [kind]: problem ?? undefined }));
    return problem;
  }

  private inTurn(kind: Kind, change: () => Promise<void>): Promise<void> {
    const done = this.queues[kind].then(change);
    this.queues[kind] = done.catch(() => undefined);
    return done;
  }

  private remember(choice: DeviceChoice): void {
    this.choice.update((old) => ({ ...old, ...choice }));
    try {
      localStorage.setItem(DEVICES, JSON.stringify(this.choice()));
    } catch {
      // Private windows of some browsers store nothing; the choice holds for this page.
    }
  }

  private async readDevices(): Promise<void> {
    this.devices.set(await listDevices().catch(() => NO_DEVICES));
  }
}

function remembered(): DeviceChoice {
  try {
    return JSON.parse(localStorage.getItem(DEVICES) ?? '{}');
  } catch {
    return {};
  }
}
