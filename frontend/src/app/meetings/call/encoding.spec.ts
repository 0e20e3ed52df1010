import { cameraEncoding, screenEncoding, wishFor } from './encoding.ts';

const EVERYBODY = { stage: [], visible: null };
const full = { wish: { camera: 720, screen: 1080 }, mode: 'full', limit: 'none', others: 1 } as const;

describe('what I want of somebody', () => {
  it('is the whole picture of the only other one, and of who is on stage', () => {
    expect(wishFor('ann', EVERYBODY, 'full', 1).camera).toBe(720);
    expect(wishFor('ann', { stage: ['ann'], visible: [] }, 'full', 5).camera).toBe(720);
  });

  it('is no camera of who is not on the screen', () => {
    expect(wishFor('ann', { stage: [], visible: ['ben'] }, 'full', 5).camera).toBe(0);
  });

  it('is 180 lines in the saver, and nothing with audio only', () => {
    expect(wishFor('ann', { stage: ['ann'], visible: null }, 'saver', 1).camera).toBe(180);
    expect(wishFor('ann', EVERYBODY, 'audio', 1)).toEqual({ camera: 0, screen: 0 });
  });
});

describe('what I send', () => {
  it('is scaled to the smaller of what they want and what so many allow', () => {
    expect(cameraEncoding(full, 720)).toMatchObject({ active: true, scaleResolutionDownBy: 1 });
    expect(cameraEncoding({ ...full, others: 5 }, 720).scaleResolutionDownBy).toBeCloseTo(720 / 270);
    expect(cameraEncoding({ ...full, wish: { camera: 180, screen: 0 } }, 720).scaleResolutionDownBy).toBe(4);
  });

  it('is 180 lines in my saver, whatever they want', () => {
    expect(cameraEncoding({ ...full, mode: 'saver' }, 720).scaleResolutionDownBy).toBe(4);
  });

  it('is never enlarged', () => {
    expect(cameraEncoding(full, 240).scaleResolutionDownBy).toBe(1);
  });

  it('is nothing to who wants nothing, and no camera in a call that carries voices only', () => {
    expect(cameraEncoding({ ...full, wish: { camera: 0, screen: 0 } }, 720).active).toBe(false);
    expect(cameraEncoding({ ...full, limit: 'audio' }, 720).active).toBe(false);
    expect(screenEncoding({ ...full, limit: 'audio' }, 1080).active).toBe(true);
  });
});
