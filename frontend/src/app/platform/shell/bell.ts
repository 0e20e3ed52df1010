import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Live } from '../live.ts';
import { IconButton } from '../ui/button.ts';
import { Overlays } from '../ui/overlays.ts';

/** The bell with the number of notifications that I have not seen. */
@Component({
  selector: 'app-bell',
  imports: [IconButton],
  template: `
    <button type="button" uiIconButton="bell" [label]="label()" (click)="open()">
      @if (count() > 0) {
        <span
          class="num absolute top-1 right-0.5 h-4.75 min-w-4.75 rounded-full bg-accent px-1.25 text-center text-caption leading-4.75 font-semibold text-accent-ink"
          aria-hidden="true"
        >
          {{ count() > 99 ? '99+' : count() }}
        </span>
      }
    </button>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Bell {
  private readonly live = inject(Live);
  private readonly overlays = inject(Overlays);

  protected readonly count = computed(() => this.live.unread().notifications);
  protected readonly label = computed(() =>
    this.count() > 0 ? `Notifications, ${this.count()} new` : 'Notifications',
  );

  protected async open(): Promise<void> {
    const { NotificationsPanel } = await import('./notifications-panel.ts');
    await this.overlays.open(NotificationsPanel, { side: true });
  }
}
