import { describe, expect, it } from 'vitest';
import { linkParts } from './link-parts.ts';

describe('addresses in a mail', () => {
  it('can be followed, without the full stop behind them', () => {
    const parts = linkParts('Open http://localhost:8080/reset?token=a_b-c. It works once.');
    expect(parts.filter((part) => part.link)).toEqual([
      { text: 'http://localhost:8080/reset?token=a_b-c', link: true },
    ]);
    expect(parts.map((part) => part.text).join('')).toBe(
      'Open http://localhost:8080/reset?token=a_b-c. It works once.',
    );
  });

  it('are only made of web addresses', () => {
    expect(linkParts('javascript:alert(1) and a.b').some((part) => part.link)).toBe(false);
  });
});
