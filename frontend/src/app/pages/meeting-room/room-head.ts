import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import type { DataMode } from '../../meetings/call/engine.ts';
import { DataUse } from '../../meetings/call/data-use.ts';
import { Clock } from '../../platform/clock.ts';
import { IconButton } from '../../platform/ui/button.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { Popover } from '../../platform/ui/popover.ts';
import { Segmented } from '../../platform/ui/segmented.ts';
import { DATA_MODES, dataName, dataWords } from './data-modes.ts';
import { RoomCall } from './room-call.ts';
import type { View } from './room-view.ts';
import { RoomView } from './room-view.ts';
import { dataSize, elapsed } from './words.ts';

/** What call this is, since when, what it costs, and how I look at it. */
@Component({
  selector: 'app-room-head',
  imports: [Icon, IconButton, Popover, Segmented],
  templateUrl: './room-head.html',
  host: {
    class: 'flex min-h-15 flex-none items-center gap-2.5 py-2 pr-2 pl-4 lg:min-h-16 lg:pr-3.5 lg:pl-5',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RoomHead {
  protected readonly call = inject(RoomCall);
  protected readonly view = inject(RoomView);
  private readonly clock = inject(Clock);
  private readonly use = inject(DataUse);

  protected readonly modes = DATA_MODES;
  protected readonly dataName = dataName;
  protected readonly dataWords = dataWords;
  protected readonly views: readonly {
    value: View;
    label: string;
    icon: 'layout-grid' | 'gallery-thumbnails';
  }[] = [
    { value: 'grid', label: 'Grid view', icon: 'layout-grid' },
    { value: 'speaker', label: 'Speaker view', icon: 'gallery-thumbnails' },
  ];
  protected readonly time = computed(() => {
    const since = this.call.startedAt();
    return since ? elapsed(this.clock.now() - Date.parse(since)) : '';
  });
  protected readonly usedNow = computed(() => {
    const { sent, received } = this.call.engine()?.bytes() ?? { sent: 0, received: 0 };
    return { sent: dataSize(sent), received: dataSize(received), all: dataSize(sent + received) };
  });
  protected readonly usedThisMonth = computed(() => {
    const { sent, received } = this.use.thisMonth();
    return dataSize(sent + received);
  });
  /** Offered, never forced. */
  protected readonly badLine = computed(
    () => this.view.dataMode() === 'full' && (this.call.self()?.quality ?? 3) <= 1,
  );

  protected choose(mode: DataMode): void {
    this.view.setDataMode(mode);
  }
}
