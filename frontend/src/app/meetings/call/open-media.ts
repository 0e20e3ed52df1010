/** What a call holds open in this page. All zero after leaving, or something leaks: tests look at it. */
const open = {
  tracks: new Set<MediaStreamTrack>(),
  connections: new Set<RTCPeerConnection>(),
  contexts: new Set<AudioContext>(),
};

/** Remembers a track of mine until it is stopped or ends. */
export function counted(track: MediaStreamTrack): MediaStreamTrack {
  open.tracks.add(track);
  return track;
}

export function countConnection(connection: RTCPeerConnection): RTCPeerConnection {
  open.connections.add(connection);
  return connection;
}

export function countContext(context: AudioContext): AudioContext {
  open.contexts.add(context);
  return context;
}

function prune<T>(set: Set<T>, isOver: (item: T) => boolean): number {
  for (const item of set) if (isOver(item)) set.delete(item);
  return set.size;
}

export interface OpenMedia {
  readonly tracks: number;
  readonly connections: number;
  readonly contexts: number;
}

export function openMedia(): OpenMedia {
  return {
    tracks: prune(open.tracks, ({ readyState }) => readyState === 'ended'),
    connections: prune(open.connections, ({ connectionState }) => connectionState === 'closed'),
    contexts: prune(open.contexts, ({ state }) => state === 'closed'),
  };
}
