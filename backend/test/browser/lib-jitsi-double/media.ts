/** How sound and picture of one source get to one other page. */
export interface Sending {
  replace(track: MediaStreamTrack | null): void;
  hear(data: unknown): void;
  close(): void;
}
export interface Receiving {
  hear(data: unknown): void;
  close(): void;
}
export type Say = (data: unknown) => void;

export interface Media {
  send(track: MediaStreamTrack, say: Say): Sending;
  receive(say: Say, onStream: (stream: MediaStream) => void): Receiving;
  stats(): Promise<{ forEach(each: (report: { type: string }) => void): void }>;
}

/** For pages without media: every source that is announced arrives as an empty stream. */
export const noMedia = (): Media => ({
  send: (_track, say) => {
    say('here');
    return { replace() {}, hear() {}, close() {} };
  },
  receive: (_say, onStream) => ({ hear: () => onStream(new MediaStream()), close() {} }),
  stats: async () => [{ type: 'transport', bytesSent: 1000, bytesReceived: 3000 }],
});

type Message = { description?: RTCSessionDescriptionInit; candidate?: RTCIceCandidateInit };

/** In place of the bridge: one connection for each source and receiver, in one direction. */
export function peerMedia(): Media {
  const open = new Set<RTCPeerConnection>();
  const make = (say: Say) => {
    const pc = new RTCPeerConnection();
    open.add(pc);
    pc.onicecandidate = ({ candidate }) => candidate && say({ candidate: candidate.toJSON() });
    const close = () => {
      open.delete(pc);
      pc.close();
    };
    return { pc, close };
  };
  const hearing = (pc: RTCPeerConnection, say: Say) => {
    let queue: Promise<unknown> = Promise.resolve();
    return (data: unknown) => {
      queue = queue.then(() => take(pc, say, data as Message)).catch(() => {});
    };
  };
  return {
    send(track, say) {
      const { pc, close } = make(say);
      const { sender } = pc.addTransceiver(track, { direction: 'sendonly' });
      void pc.setLocalDescription().then(() => say({ description: pc.localDescription?.toJSON() }));
      return {
        replace: (next) => void sender.replaceTrack(next).catch(() => {}),
        hear: hearing(pc, say),
        close,
      };
    },
    receive(say, onStream) {
      const { pc, close } = make(say);
      pc.ontrack = ({ track }) => onStream(new MediaStream([track]));
      return { hear: hearing(pc, say), close };
    },
    stats: async () => {
      const reports = await Promise.all([...open].map((pc) => pc.getStats()));
      return reports.flatMap((report) => [...report.values()]);
    },
  };
}

async function take(pc: RTCPeerConnection, say: Say, { description, candidate }: Message): Promise<void> {
  if (candidate) return pc.addIceCandidate(candidate);
  if (!description) return;
  await pc.setRemoteDescription(description);
  if (description.type !== 'offer') return;
  await pc.setLocalDescription();
  say({ description: pc.localDescription?.toJSON() });
}
