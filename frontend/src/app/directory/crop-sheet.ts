import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { Button } from '../platform/ui/button.ts';
import { Progress } from '../platform/ui/chip.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { clampCrop, drawCrop, middleCrop, moveCrop, zoomCrop } from './crop.ts';
import type { Crop } from './crop.ts';

/** Sent to the server, which makes its three sizes of it: small enough for a bad line. */
const SENT_SIZE = 512;
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Choose the square of a picture: drag, pinch with the slider, or arrow keys. Closes with the cut picture. */
@Component({
  selector: 'app-crop-sheet',
  imports: [Sheet, Button, Progress],
  templateUrl: './crop-sheet.html',
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CropSheet {
  private readonly file = inject<File>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<Blob>>(DialogRef);
  private readonly canvas = viewChild<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly chosen = signal<Crop | null>(null);
  private dragged: PointerEvent | null = null;

  protected readonly bitmap = resource({
    loader: () => createImageBitmap(this.file, { imageOrientation: 'from-image' }),
  });
  private readonly image = computed(() => (this.bitmap.hasValue() ? this.bitmap.value() : undefined));
  private readonly crop = computed<Crop>(() => {
    const image = this.image();
    return this.chosen() ?? (image ? middleCrop(image) : { x: 0, y: 0, side: 1 });
  });
  protected readonly zoom = computed(() => {
    const image = this.image();
    return image ? Math.min(image.width, image.height) / this.crop().side : 1;
  });

  constructor() {
    effect(() => {
      const canvas = this.canvas()?.nativeElement;
      const image = this.image();
      if (canvas && image) drawCrop(canvas, image, this.crop());
    });
  }

  protected setZoom(value: string): void {
    this.change((image) => zoomCrop(image, this.crop(), Number(value)));
  }

  protected hold(event: PointerEvent, canvas: HTMLCanvasElement): void {
    canvas.setPointerCapture(event.pointerId);
    this.dragged = event;
  }

  protected drag(event: PointerEvent, canvas: HTMLCanvasElement): void {
    const last = this.dragged;
    if (!last) return;
    this.dragged = event;
    this.move(
      (event.clientX - last.clientX) / canvas.clientWidth,
      (event.clientY - last.clientY) / canvas.clientHeight,
    );
  }

  protected letGo(): void {
    this.dragged = null;
  }

  protected nudge(event: KeyboardEvent): void {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    this.move(direction[0] * 0.04, direction[1] * 0.04);
  }

  /** What the browser cannot draw, the server can still try: it cuts the middle out itself. */
  protected async use(): Promise<void> {
    const image = this.image();
    if (!image) return this.ref.close(this.file);
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SENT_SIZE;
    drawCrop(canvas, image, this.crop());
    canvas.toBlob((blob) => this.ref.close(blob ?? this.file), 'image/jpeg', 0.9);
  }

  private move(dx: number, dy: number): void {
    this.change((image) => moveCrop(image, this.crop(), dx, dy));
  }

  private change(next: (image: ImageBitmap) => Crop): void {
    const image = this.image();
    if (image) this.chosen.set(clampCrop(image, next(image)));
  }
}
