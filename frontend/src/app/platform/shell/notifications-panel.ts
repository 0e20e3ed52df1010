import type { Notification } from '@api/notifications';
import { HttpClient } from '@angular/common/http';
import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Clock } from '../clock.ts';
import { Live } from '../live.ts';
import { paged } from '../paged.ts';
import { Loaded } from '../ui/loaded.ts';
import { Sheet } from '../ui/overlays.ts';
import { More } from '../ui/page.ts';
import { Row } from '../ui/row.ts';
import { Empty } from '../ui/states.ts';

/** What happened that concerns me, newest first. Opening it counts as having seen it. */
@Component({
  selector: 'app-notifications-panel',
  imports: [Sheet, Loaded, Row, Empty, More],
  template: `
    <ui-sheet heading="Notifications">
      <ng-container *uiLoaded="list.first; what: 'Your notifications'">
        <ul class="list">
          @for (item of list.items(); track item.id) {
            <li>
              <button uiRow type="button" [name]="item.title" [note]="item.body" (click)="go(item)">
                <span end class="num" [class.text-accent-text]="!item.read_at">
                  {{ clock.stamp(item.created_at) }}
                </span>
              </button>
            </li>
          } @empty {
            <ui-empty
              icon="bell"
              heading="Nothing new"
              text="Moved classes, mentions and requests to join show up here."
            />
          }
        </ul>
        <ui-more [of]="list" />
      </ng-container>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotificationsPanel {
  private readonly router = inject(Router);
  private readonly ref = inject(DialogRef);
  private readonly http = inject(HttpClient);
  private readonly live = inject(Live);
  protected readonly clock = inject(Clock);
  protected readonly list = paged<Notification>(() => '/api/notifications/');

  constructor() {
    if (this.live.unread().notifications > 0) void this.markSeen();
  }

  protected go(item: Notification): void {
    this.ref.close();
    void this.router.navigateByUrl(item.link);
  }

  private async markSeen(): Promise<void> {
    await firstValueFrom(this.http.post('/api/notifications/read', { all: true })).catch(() => undefined);
  }
}
