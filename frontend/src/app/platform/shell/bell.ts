import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Live } from '../live.ts';
import { IconButton } from '../ui/button.ts';
import { Popover } from '../ui/popover.ts';
import { NotificationsPanel } from './notifications-panel.ts';

/** The bell with the number of notifications that I have not read. */
@Component({
  selector: 'app-bell',
  imports: [IconButton, Popover, NotificationsPanel],
  template: `
    <button
      type="button"
      uiIconButton="bell"
      popoverLabel="Notifications"
      [label]="label()"
      [uiPopover]="panel"
    >
      @if (count() > 0) {
        <span
          class="num absolute top-1 right-0.5 h-4.75 min-w-4.75 rounded-full bg-accent px-1.25 text-center text-caption leading-4.75 font-semibold text-accent-ink"
          aria-hidden="true"
        >
          {{ count() > 99 ? '99+' : count() }}
        </span>
      }
    </button>
    <ng-template #panel let-close>
      @defer (on immediate) {
        <app-notifications-panel (gone)="close()" />
      }
    </ng-template>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Bell {
  private readonly live = inject(Live);

  protected readonly count = computed(() => this.live.unread().notifications);
  protected readonly label = computed(() =>
    this.count() > 0 ? `Notifications, ${this.count()} unread` : 'Notifications',
  );
}
