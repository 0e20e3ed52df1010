import { keyAct } from './keys.ts';

const down = (code: string, key: string, more: object = {}) =>
  keyAct({
    type: 'keydown',
    code,
    key,
    repeat: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    target: document.body,
    ...more,
  });

describe('the keyboard in a call', () => {
  it('mutes, raises the hand, shows the camera and opens the chat by one letter', () => {
    expect(down('KeyM', 'm')).toBe('mic');
    expect(down('KeyH', 'H')).toBe('hand');
    expect(down('KeyV', 'v')).toBe('camera');
    expect(down('KeyC', 'c')).toBe('chat');
    expect(down('KeyP', 'p')).toBe('people');
    expect(down('Escape', 'Escape')).toBe('close');
  });

  it('goes by the letter where the layout moved it, and by the place where there are no such letters', () => {
    expect(down('Semicolon', 'm')).toBe('mic');
    expect(down('KeyM', 'ь')).toBe('mic');
    expect(down('KeyM', ',')).toBe('mic');
  });

  it('leaves the browser its own keys', () => {
    expect(down('KeyM', 'm', { ctrlKey: true })).toBeUndefined();
    expect(down('KeyC', 'c', { metaKey: true })).toBeUndefined();
    expect(down('KeyM', 'm', { repeat: true })).toBeUndefined();
  });

  it('talks while Space is held, but presses a button that has the focus', () => {
    expect(down('Space', ' ')).toBe('talk');
    expect(down('Space', ' ', { type: 'keyup' })).toBe('hush');
    expect(down('Space', ' ', { repeat: true })).toBeUndefined();
    const button = document.createElement('button');
    expect(down('Space', ' ', { target: button })).toBeUndefined();
    expect(down('KeyM', 'm', { target: button })).toBe('mic');
  });

  it('writes letters in a field, and still lets go of Space and closes by Esc', () => {
    const field = document.createElement('textarea');
    expect(down('KeyM', 'm', { target: field })).toBeUndefined();
    expect(down('Space', ' ', { target: field })).toBeUndefined();
    expect(down('Escape', 'Escape', { target: field })).toBe('close');
    expect(down('Space', ' ', { target: field, type: 'keyup' })).toBe('hush');
  });

  it('takes letters on a choice of views as keys of the call', () => {
    const choice = document.createElement('input');
    choice.type = 'radio';
    expect(down('KeyM', 'm', { target: choice })).toBe('mic');
  });
});
