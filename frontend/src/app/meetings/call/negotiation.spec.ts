import type { Signalling } from './frames.ts';
import { Negotiation, sessionOf } from './negotiation.ts';

/** Keeps the rules of the real one for descriptions: which may be set when, and that a new offer rolls mine back. */
class FakeConnection {
  signalingState: RTCSignalingState = 'stable';
  localDescription: RTCSessionDescription | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  onicecandidate: unknown = null;
  restarts = 0;
  private readonly name: string;
  private offers = 0;

  constructor(name: string) {
    this.name = name;
  }

  restartIce(): void {
    this.restarts++;
  }

  async setLocalDescription(): Promise<void> {
    await Promise.resolve();
    const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
    const description = { type, sdp: `${this.name} ${type} ${++this.offers}` } as const;
    this.localDescription = { ...description, toJSON: () => description };
    this.signalingState = type === 'offer' ? 'have-local-offer' : 'stable';
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await Promise.resolve();
    if (description.type === 'answer' && this.signalingState !== 'have-local-offer')
      throw new Error('an answer to nothing');
    this.remoteDescription = description;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
  }

  addIceCandidate(): Promise<void> {
    return this.remoteDescription ? Promise.resolve() : Promise.reject(new Error('no description'));
  }
}

interface End {
  readonly pc: FakeConnection;
  readonly negotiation: Negotiation;
  readonly said: Signalling[];
}

let now = 0;

function end(name: string, polite: boolean): End {
  const pc = new FakeConnection(name);
  const said: Signalling[] = [];
  const negotiation = new Negotiation(pc as unknown as RTCPeerConnection, {
    send: (signal) => said.push(signal) > 0,
    polite: () => polite,
    onOffer: () => undefined,
    now: () => now,
  });
  return { pc, negotiation, said };
}

/** Carries what was said until both are silent. */
async function carry(a: End, b: End): Promise<void> {
  while (a.said.length + b.said.length > 0) {
    const [fromA, fromB] = [a.said.splice(0), b.said.splice(0)];
    for (const signal of fromA) await b.negotiation.take(signal);
    for (const signal of fromB) await a.negotiation.take(signal);
  }
}

function agreed({ pc }: End): unknown {
  return [pc.signalingState, pc.localDescription?.sdp, pc.remoteDescription?.sdp];
}

describe('Negotiation', () => {
  let impolite: End;
  let polite: End;

  beforeEach(() => {
    now = 0;
    impolite = end('A', false);
    polite = end('B', true);
  });

  it('agrees on one offer and its answer', async () => {
    await impolite.negotiation.offer();
    await carry(impolite, polite);
    expect(agreed(impolite)).toEqual(['stable', 'A offer 1', 'B answer 1']);
    expect(agreed(polite)).toEqual(['stable', 'B answer 1', 'A offer 1']);
  });

  it('lets the polite one give way when both offer at once', async () => {
    await Promise.all([impolite.negotiation.offer(), polite.negotiation.offer()]);
    await carry(impolite, polite);
    expect(agreed(impolite)).toEqual(['stable', 'A offer 1', 'B answer 2']);
    expect(polite.pc.signalingState).toBe('stable');
    expect(polite.pc.remoteDescription?.sdp).toBe('A offer 1');
  });

  it('offers again at once to somebody who came after the first offer', async () => {
    await impolite.negotiation.offer();
    impolite.said.length = 0;
    await polite.negotiation.offer();
    await carry(impolite, polite);
    expect(agreed(polite)).toEqual(['stable', 'B answer 2', 'A offer 1']);
    expect(impolite.pc.signalingState).toBe('stable');
  });

  it('sends an offer again whose answer was lost, later each time', async () => {
    await impolite.negotiation.offer();
    await polite.negotiation.take(impolite.said.splice(0)[0] ?? {});
    polite.said.length = 0;
    now = 1_900;
    impolite.negotiation.tick();
    expect(impolite.said).toEqual([]);
    now = 2_000;
    impolite.negotiation.tick();
    now = 5_900;
    impolite.negotiation.tick();
    expect(impolite.said).toHaveLength(1);
    await carry(impolite, polite);
    expect(impolite.pc.signalingState).toBe('stable');
  });

  it('ignores an answer that comes twice', async () => {
    await impolite.negotiation.offer();
    const [offer] = impolite.said.splice(0);
    await polite.negotiation.take(offer ?? {});
    await polite.negotiation.take(offer ?? {});
    await carry(impolite, polite);
    expect(impolite.pc.signalingState).toBe('stable');
    expect(impolite.pc.remoteDescription?.sdp).toBe('B answer 1');
  });

  it('restarts after the offer under way, not within it', async () => {
    await impolite.negotiation.offer();
    await impolite.negotiation.offer(true);
    expect(impolite.said).toHaveLength(1);
    await carry(impolite, polite);
    expect(agreed(impolite)).toEqual(['stable', 'A offer 2', 'B answer 2']);
  });

  it('does not mind addresses of an offer that it ignored', async () => {
    await Promise.all([impolite.negotiation.offer(), polite.negotiation.offer()]);
    polite.said.push({ candidate: { candidate: 'of the offer that is rolled back', sdpMid: '0' } });
    await expect(carry(impolite, polite)).resolves.toBeUndefined();
  });
});

it('knows a connection again by the number in its description', () => {
  expect(sessionOf({ type: 'offer', sdp: 'v=0\r\no=- 4711 2 IN IP4 127.0.0.1\r\ns=-\r\n' })).toBe('4711');
  expect(sessionOf({ type: 'offer', sdp: 'v=0' })).toBeUndefined();
  expect(sessionOf(null)).toBeUndefined();
});
