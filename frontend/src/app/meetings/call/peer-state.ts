import type { CallSocket } from './call-socket.ts';
import type { CallState } from './engine.ts';
import type { Reach } from './mesh-session.ts';

export const NO_WEBRTC: CallState = {
  phase: 'failed',
  code: 'no-webrtc',
  message: 'This browser cannot take part in calls. Use a current Chrome, Edge, Firefox or Safari.',
  next: 'leave',
};
const CLOSED: CallState = {
  phase: 'failed',
  code: 'socket-closed',
  message: 'The server does not let you into this call any more. Open the meeting again to see why.',
  next: 'leave',
};
const UNREACHABLE: CallState = {
  phase: 'failed',
  code: 'unreachable',
  message:
    'The network does not let this browser reach the others. Another network, such as a phone’s, often helps; trying goes on.',
  next: 'rejoin',
};

/** How a call that I am in goes on. */
export function peerState(socket: CallSocket, reach: Reach): CallState {
  if (socket.state() === 'closed') return CLOSED;
  if (!socket.hello()) return { phase: 'connecting' };
  if (reach === 'unreachable') return UNREACHABLE;
  if (reach === 'cut' || socket.state() !== 'open') return { phase: 'reconnecting' };
  return { phase: 'connected' };
}
