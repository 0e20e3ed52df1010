import type { OpenWire } from './frames.ts';
import type { Rooms } from './rooms.ts';

/** Wires within one process. `isUp` false: nobody answers. */
export const memoryWire =
  (rooms: Rooms, isUp: () => boolean): OpenWire =>
  (url, onFrame, onClose) => {
    let id: string | undefined;
    let open = true;
    const close = () => {
      if (!open) return;
      open = false;
      if (id) rooms.unseat(id);
      setTimeout(onClose);
    };
    setTimeout(() => {
      if (!open || !isUp()) return close();
      id = rooms.seat(url, (frame) => setTimeout(() => open && onFrame(structuredClone(frame))), close);
      if (!id) setTimeout(close, 5);
    });
    return {
      send: (frame) => id && setTimeout(() => open && id && rooms.hear(id, structuredClone(frame))),
      close,
    };
  };
