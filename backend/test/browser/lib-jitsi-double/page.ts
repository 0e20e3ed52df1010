import type { FromRelay, OpenWire } from './frames.ts';
import { makeLibrary } from './library.ts';
import { peerMedia } from './media.ts';

/** The relay's WebSocket stands where XMPP's does. */
const openWire: OpenWire = (url, onFrame, onClose) => {
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => onFrame(JSON.parse(data) as FromRelay);
  socket.onclose = onClose;
  return {
    send: (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame)),
    close: () => socket.close(),
  };
};

Object.assign(globalThis, { JitsiMeetJS: makeLibrary({ openWire, media: peerMedia }) });
