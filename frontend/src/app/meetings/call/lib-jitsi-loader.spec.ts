import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LibJitsiMissing, LOAD_LIB_JITSI } from './lib-jitsi-loader.ts';
import type { LibJitsi } from './lib-jitsi-types.ts';

const library = { init: vi.fn(), setLogLevel: vi.fn(), logLevels: { WARN: 'warn' } } as unknown as LibJitsi;
const asked: HTMLScriptElement[] = [];
const scripts = () => asked.filter((script) => script.isConnected);

describe('loading lib-jitsi-meet', () => {
  beforeEach(() => {
    asked.length = 0;
    // jsdom would go and ask for it.
    vi.spyOn(document.head, 'append').mockImplementation((script) => {
      const copy = script as HTMLScriptElement;
      asked.push(copy);
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
    delete window.JitsiMeetJS;
  });

  it('asks the Jitsi host once, however many calls begin', async () => {
    const load = TestBed.inject(LOAD_LIB_JITSI);
    const both = Promise.all([load('meet.example.org'), load('meet.example.org')]);
    expect(asked.map(({ src, crossOrigin }) => [src, crossOrigin])).toEqual([
      ['https://meet.example.org/libs/lib-jitsi-meet.min.js', 'anonymous'],
    ]);
    window.JitsiMeetJS = library;
    asked[0]?.onload?.(new Event('load'));
    expect(await both).toEqual([library, library]);
    expect(library.init).toHaveBeenCalledTimes(1);
  });

  it('tries again with the next call when the host did not answer', async () => {
    const load = TestBed.inject(LOAD_LIB_JITSI);
    const first = load('meet.example.org');
    asked[0]?.onerror?.('gone');
    await expect(first).rejects.toThrow(LibJitsiMissing);
    void load('meet.example.org').catch(() => {});
    expect(asked).toHaveLength(2);
  });

  it('does not wait longer than ten seconds', async () => {
    vi.useFakeTimers();
    const load = TestBed.inject(LOAD_LIB_JITSI)('meet.example.org');
    const refused = expect(load).rejects.toThrow('did not answer within 10 seconds');
    await vi.advanceTimersByTimeAsync(10_000);
    await refused;
    expect(scripts()).toEqual([]);
  });

  it('knows when something else is served in its place', async () => {
    const load = TestBed.inject(LOAD_LIB_JITSI)('meet.example.org');
    asked[0]?.onload?.(new Event('load'));
    await expect(load).rejects.toThrow('something else than lib-jitsi-meet');
  });
});
