import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Clock } from '../clock.ts';
import { Online } from '../online.ts';
import { Icon } from '../ui/icon.ts';

/** One calm line while the network is away: everything that is on the screen stays usable. */
@Component({
  selector: 'app-offline-banner',
  imports: [Icon],
  template: `
    <div role="status">
      @if (!online.online()) {
        <p
          class="flex items-center justify-center gap-2 bg-warning-soft px-4 py-1.75 text-note font-medium text-warning"
        >
          <ui-icon name="wifi-off" [size]="18" />
          Offline.
          @if (online.lostAt(); as since) {
            You see what was here at {{ clock.time(since) }}.
          }
        </p>
      }
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OfflineBanner {
  protected readonly online = inject(Online);
  protected readonly clock = inject(Clock);
}
