export type MediaKind = 'microphone' | 'camera' | 'screen';
export type MediaFault = 'missing' | 'refused' | 'busy' | 'insecure' | 'crowded' | 'unknown';

const NAMES: Readonly<Record<string, MediaFault>> = {
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

const WORDS: Readonly<Record<MediaKind, Readonly<Record<MediaFault, readonly [string, string]>>>> = {
  microphone: {
    missing: ['No microphone', 'No microphone is connected. You can listen, and connect one at any time.'],
    refused: [
      'The microphone is blocked',
      'The browser does not let this page use the microphone. Allow it beside the address, then try again.',
    ],
    busy: ['The microphone is taken', 'Another program uses the microphone. Close it there, then try again.'],
    crowded: [
      'Only speakers are heard',
      'So many are here that the call carries only its speakers. Raise your hand to be let speak.',
    ],
    insecure: ['No microphone here', 'Browsers allow the microphone only on https addresses.'],
    unknown: [
      'The microphone does not start',
      'The microphone did not start. Choose another one or try again.',
    ],
  },
  camera: {
    missing: ['No camera', 'No camera is connected. The others see your picture and hear you.'],
    refused: [
      'The camera is blocked',
      'The browser does not let this page use the camera. Allow it beside the address, then try again.',
    ],
    busy: ['The camera is taken', 'Another program uses the camera. Close it there, then try again.'],
    crowded: ['No pictures now', 'So many are here that the call carries voices only.'],
    insecure: ['No camera here', 'Browsers allow the camera only on https addresses.'],
    unknown: ['The camera does not start', 'The camera did not start. Choose another one or try again.'],
  },
  screen: {
    missing: ['Nothing to share', 'This browser cannot share a screen. Phones mostly cannot.'],
    refused: [
      'The screen is blocked',
      'The system does not let the browser record the screen. Allow it there.',
    ],
    busy: ['The screen is taken', 'The system did not give the picture of that window. Choose another one.'],
    crowded: ['No sharing now', 'So many are here that the call carries voices only.'],
    insecure: ['No sharing here', 'Browsers allow sharing a screen only on https addresses.'],
    unknown: ['The screen does not start', 'The picture of the screen did not start. Try again.'],
  },
};

/** Why a device does not work, in words for the person; shaped as a Problem so that a toast can show it. */
export class MediaProblem extends Error {
  override readonly name = 'MediaProblem';
  readonly type: string;
  readonly title: string;
  readonly status = 0;
  readonly detail: string;
  readonly kind: MediaKind;
  readonly fault: MediaFault;

  constructor(kind: MediaKind, fault: MediaFault, cause?: unknown) {
    const [title, detail] = WORDS[kind][fault];
    super(detail, { cause });
    this.type = `/problems/${kind}-${fault}`;
    this.title = title;
    this.detail = detail;
    this.kind = kind;
    this.fault = fault;
  }
}

/** Makes the problem of whatever `getUserMedia` or `getDisplayMedia` threw. */
export function toMediaProblem(kind: MediaKind, error: unknown): MediaProblem {
  if (error instanceof MediaProblem) return error;
  const name = error instanceof Error ? error.name : '';
  return new MediaProblem(kind, NAMES[name] ?? 'unknown', error);
}
