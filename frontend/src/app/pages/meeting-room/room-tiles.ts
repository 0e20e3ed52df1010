import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  signal,
} from '@angular/core';
import type { Participant } from '../../meetings/call/engine.ts';
import { Button, IconButton } from '../../platform/ui/button.ts';
import { CallTile } from './call-tile.ts';
import { PlayStream } from './play-stream.ts';
import { RoomCall } from './room-call.ts';
import { RoomView } from './room-view.ts';
import { roleWords } from './words.ts';
import { COLUMNS, rowsOf, spansOf } from './tile-grid.ts';

/** Everybody in a grid, or one large and the others small beside it. */
@Component({
  selector: 'app-room-tiles',
  imports: [CallTile, Button, IconButton, PlayStream],
  templateUrl: './room-tiles.html',
  host: { class: 'relative flex min-h-0 flex-1 flex-col' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RoomTiles {
  protected readonly call = inject(RoomCall);
  protected readonly view = inject(RoomView);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly aspect = signal(1.5);

  protected readonly columns = `repeat(${COLUMNS}, minmax(0, 1fr))`;
  protected readonly rows = computed(() => rowsOf(this.view.page().tiles.length, this.aspect()));
  protected readonly spans = computed(() => spansOf(this.rows()));
  protected readonly share = computed(() => {
    const main = this.view.main();
    return main?.sharing ? main : undefined;
  });

  constructor() {
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) this.aspect.set(width / height);
    });
    observer.observe(this.host);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  /** What is worth to keep in sight over other windows: the screen, who is large, or the first picture of somebody else. */
  pictureOfNow(): HTMLVideoElement | null {
    return (
      this.host.querySelector<HTMLVideoElement>('[data-stage] video') ??
      this.host.querySelector<HTMLVideoElement>('[data-speaking=true][data-self=false] video') ??
      this.host.querySelector<HTMLVideoElement>('[data-self=false] video') ??
      this.host.querySelector('video')
    );
  }

  protected roleOf({ role }: Participant): string {
    return roleWords(role, this.call.meeting()?.kind === 'lecture');
  }

  protected handOf(userId: number): number {
    return this.call.hands().get(userId) ?? 0;
  }
}
