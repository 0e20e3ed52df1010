import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeldDeletions, UNDO_WITHIN } from './held-deletions.ts';

describe('a deletion', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  let online = true;
  let told: number[] = [];
  function deletions(): HeldDeletions {
    told = [];
    online = true;
    return new HeldDeletions((id) => online && told.push(id) > 0);
  }

  it('shows at once and is told to the server when it can no longer be undone', () => {
    const held = deletions();
    held.hold(7);
    expect([...held.ids()]).toEqual([7]);
    vi.advanceTimersByTime(UNDO_WITHIN - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([7]);
    expect(held.undo(7)).toBe(false);
  });

  it('that is undone is never told', () => {
    const held = deletions();
    held.hold(7);
    expect(held.undo(7)).toBe(true);
    vi.advanceTimersByTime(UNDO_WITHIN);
    expect([told, held.ids().size]).toEqual([[], 0]);
  });

  it('is told when the page goes', () => {
    const held = deletions();
    held.hold(7);
    held.tellAll();
    vi.advanceTimersByTime(UNDO_WITHIN);
    expect(told).toEqual([7]);
  });

  it('that found no line is told when there is one again, once', () => {
    const held = deletions();
    online = false;
    held.hold(7);
    vi.advanceTimersByTime(UNDO_WITHIN);
    online = true;
    held.resend();
    held.resend();
    expect(told).toEqual([7]);
    expect([...held.ids()]).toEqual([7]);
  });

  it('that the server refuses shows the message again', () => {
    const held = deletions();
    held.hold(7);
    vi.advanceTimersByTime(UNDO_WITHIN);
    held.hold(8);
    held.restoreTold();
    expect([...held.ids()]).toEqual([8]);
  });
});
