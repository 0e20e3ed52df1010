import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { LocalMedia } from '../../meetings/call/local-media.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { Popover } from '../../platform/ui/popover.ts';
import { RoomCall } from './room-call.ts';
import { RoomMore } from './room-more.ts';
import { RoomView } from './room-view.ts';

/** What the thumb needs in a call. Leave is last, red and wider. */
@Component({
  selector: 'app-room-controls',
  imports: [Icon, Popover, RoomMore],
  templateUrl: './room-controls.html',
  styleUrl: './room-controls.css',
  host: {
    class:
      'pointer-events-none absolute inset-x-0 bottom-[calc(16px+env(safe-area-inset-bottom))] z-20 flex justify-center lg:bottom-5.5',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RoomControls {
  protected readonly call = inject(RoomCall);
  protected readonly media = inject(LocalMedia);
  protected readonly view = inject(RoomView);
  readonly leave = output();
  readonly fullScreen = output();
  readonly picture = output();

  protected readonly camera = computed(() => this.media.camera() !== null);
  protected readonly sharing = computed(() => this.media.screen().length > 0);
  protected readonly chatLabel = computed(() => {
    const count = this.call.unread();
    return count ? `Chat, ${count} new (C)` : 'Chat (C)';
  });
}
