import { Speakers } from './speakers.ts';

describe('Speakers', () => {
  it('lets somebody speak through the pauses between words', () => {
    const speakers = new Speakers();
    speakers.hear(new Map([['ann', 0.2]]), 0);
    speakers.hear(new Map([['ann', 0.001]]), 800);
    expect(speakers.isSpeaking('ann')).toBe(true);
    speakers.hear(new Map([['ann', 0.001]]), 1_000);
    expect(speakers.isSpeaking('ann')).toBe(false);
  });

  it('gives the stage to who speaks for a while, and leaves it to them after they stop', () => {
    const speakers = new Speakers();
    speakers.hear(
      new Map([
        ['ann', 0.2],
        ['ben', 0],
      ]),
      0,
    );
    expect(speakers.active('me', 100)).toBeNull();
    expect(speakers.active('me', 800)).toBe('ann');
    speakers.hear(
      new Map([
        ['ann', 0],
        ['ben', 0],
      ]),
      5_000,
    );
    expect(speakers.active('me', 5_000)).toBe('ann');
  });

  it('does not take the stage from a speaker for a cough, nor give it to me', () => {
    const speakers = new Speakers();
    speakers.hear(
      new Map([
        ['ann', 0.2],
        ['ben', 0],
        ['me', 0.4],
      ]),
      0,
    );
    expect(speakers.active('me', 900)).toBe('ann');
    speakers.hear(
      new Map([
        ['ann', 0.2],
        ['ben', 0.9],
        ['me', 0.4],
      ]),
      1_000,
    );
    expect(speakers.active('me', 1_800)).toBe('ann');
  });

  it('takes the stage from somebody who left', () => {
    const speakers = new Speakers();
    speakers.hear(new Map([['ann', 0.2]]), 0);
    expect(speakers.active('me', 900)).toBe('ann');
    speakers.hear(new Map([['ben', 0]]), 1_000);
    expect(speakers.active('me', 1_000)).toBeNull();
  });
});
