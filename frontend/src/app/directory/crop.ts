/** A square of a picture, in its own pixels. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));

/** The largest square, in the middle. */
export function middleCrop({ width, height }: Size): Crop {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** Never larger than the picture, never outside. */
export function clampCrop(size: Size, crop: Crop): Crop {
  const side = Math.min(crop.side, size.width, size.height);
  return { side, x: between(0, crop.x, size.width - side), y: between(0, crop.y, size.height - side) };
}

/** Drags the picture by fractions of what is shown: to the right shows what is further left. */
export function moveCrop(size: Size, crop: Crop, dx: number, dy: number): Crop {
  return clampCrop(size, { ...crop, x: crop.x - dx * crop.side, y: crop.y - dy * crop.side });
}

/** Zoom 1 is the largest square; the middle of the crop stays where it is. */
export function zoomCrop(size: Size, crop: Crop, zoom: number): Crop {
  const side = Math.min(size.width, size.height) / zoom;
  const shift = (crop.side - side) / 2;
  return clampCrop(size, { side, x: crop.x + shift, y: crop.y + shift });
}

export function drawCrop(canvas: HTMLCanvasElement, image: ImageBitmap, { x, y, side }: Crop): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  // Transparent pictures get a plain ground: a JPEG would make it black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, x, y, side, side, 0, 0, canvas.width, canvas.height);
}
