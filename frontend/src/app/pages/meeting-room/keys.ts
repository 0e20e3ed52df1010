export type KeyAct = 'mic' | 'camera' | 'hand' | 'chat' | 'people' | 'close' | 'talk' | 'hush';

const LETTERS: Record<string, KeyAct> = {
  KeyM: 'mic',
  KeyV: 'camera',
  KeyH: 'hand',
  KeyC: 'chat',
  KeyP: 'people',
};

type Press = Pick<
  KeyboardEvent,
  'type' | 'code' | 'key' | 'repeat' | 'altKey' | 'ctrlKey' | 'metaKey' | 'target'
>;

/**
 * What a key means in the call; undefined for everything that belongs to the browser or to a field. Letters go by their place
 * on the keyboard unless the layout moves the letter itself. Space talks while it is held, where nothing else wants it.
 */
export function keyAct(event: Press): KeyAct | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  if (event.type === 'keyup') return event.code === 'Space' ? 'hush' : undefined;
  if (event.code === 'Escape') return 'close';
  if (event.repeat || writes(event.target)) return undefined;
  if (event.code === 'Space') return presses(event.target) ? undefined : 'talk';
  return /^[a-z]$/i.test(event.key) ? LETTERS[`Key${event.key.toUpperCase()}`] : LETTERS[event.code];
}

function writes(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['radio', 'checkbox', 'button', 'range'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

/** Space presses these already. */
function presses(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, input, summary, [role=button], [role^=menuitem]') !== null
  );
}
