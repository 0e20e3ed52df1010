import { describe, expect, it } from 'vitest';
import { clampCrop, middleCrop, moveCrop, zoomCrop } from './crop.ts';

const LANDSCAPE = { width: 400, height: 200 };

describe('cutting a picture', () => {
  it('begins with the largest square in the middle', () => {
    expect(middleCrop(LANDSCAPE)).toEqual({ x: 100, y: 0, side: 200 });
  });

  it('keeps its middle while zooming', () => {
    expect(zoomCrop(LANDSCAPE, middleCrop(LANDSCAPE), 2)).toEqual({ x: 150, y: 50, side: 100 });
  });

  it('shows what is left when the picture is dragged to the right, and stops at the edge', () => {
    expect(moveCrop(LANDSCAPE, middleCrop(LANDSCAPE), 0.25, 0).x).toBe(50);
    expect(moveCrop(LANDSCAPE, middleCrop(LANDSCAPE), 9, 0).x).toBe(0);
    expect(moveCrop(LANDSCAPE, middleCrop(LANDSCAPE), -9, 0).x).toBe(200);
  });

  it('is never larger than the picture', () => {
    expect(clampCrop(LANDSCAPE, { x: -5, y: 3, side: 999 })).toEqual({ x: 0, y: 0, side: 200 });
  });
});
