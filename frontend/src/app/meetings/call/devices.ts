import { MediaProblem, toMediaProblem } from './media-problem.ts';
import { counted } from './open-media.ts';

export interface Device {
  readonly id: string;
  /** The browser tells names only after the first permission. */
  readonly label: string;
}

export interface Devices {
  readonly microphones: readonly Device[];
  readonly cameras: readonly Device[];
  readonly speakers: readonly Device[];
}

export const NO_DEVICES: Devices = { microphones: [], cameras: [], speakers: [] };

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } };

function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === 'OverconstrainedError';
}

/** Opens one device. A remembered one that is not connected any more gives way to any other. */
export async function openDevice(
  kind: 'microphone' | 'camera',
  deviceId: string | undefined,
): Promise<MediaStreamTrack> {
  if (!navigator.mediaDevices) throw new MediaProblem(kind, 'insecure');
  const wanted = kind === 'camera' ? PICTURE : SOUND;
  const open = async (constraints: MediaTrackConstraints) => {
    const media = kind === 'camera' ? { video: constraints } : { audio: constraints };
    const [track] = (await navigator.mediaDevices.getUserMedia(media)).getTracks();
    if (!track) throw new MediaProblem(kind, 'missing');
    return counted(track);
  };
  try {
    if (!deviceId) return await open(wanted);
    return await open({ ...wanted, deviceId: { exact: deviceId } }).catch((error: unknown) => {
      if (isGone(error)) return open(wanted);
      throw error;
    });
  } catch (error) {
    throw toMediaProblem(kind, error);
  }
}

/** The picture of a screen, window or tab, with its sound where the system gives it; null when the chooser was closed. */
export async function openScreen(): Promise<readonly MediaStreamTrack[] | null> {
  if (!navigator.mediaDevices) throw new MediaProblem('screen', 'insecure');
  if (!('getDisplayMedia' in navigator.mediaDevices)) throw new MediaProblem('screen', 'missing');
  try {
    const video = { frameRate: { ideal: 15, max: 30 } };
    const stream = await navigator.mediaDevices.getDisplayMedia({ video, audio: true });
    return stream.getTracks().map(counted);
  } catch (error) {
    // Closing the chooser and a refusal by the system look alike; only the second one has a message of the system.
    if (error instanceof DOMException && error.name === 'NotAllowedError' && !/system/i.test(error.message))
      return null;
    throw toMediaProblem('screen', error);
  }
}

export async function listDevices(): Promise<Devices> {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') };
}
