import { describe, expect, it } from 'vitest';
import { deviceName, isPhone } from './device.ts';

const CHROME_ANDROID =
  'Mozilla/5.0 (Linux; Android 13; SM-A047F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/155.0 Mobile Safari/537.36';
const EDGE_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/155.0 Safari/537.36 Edg/155.0';
const SAFARI_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';

describe('the name of a device', () => {
  it.each([
    [CHROME_ANDROID, 'Chrome on Android'],
    [EDGE_WINDOWS, 'Edge on Windows'],
    [SAFARI_IPHONE, 'Safari on an iPhone'],
    ['curl/8.5.0', 'curl'],
    ['', 'Another program'],
  ])('reads %j as %j', (agent, name) => expect(deviceName(agent)).toBe(name));

  it('knows a phone', () => {
    expect(isPhone(CHROME_ANDROID)).toBe(true);
    expect(isPhone(EDGE_WINDOWS)).toBe(false);
  });
});
