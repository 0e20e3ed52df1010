import type { Notification, ReadNotifications, UnreadCounts } from '@api/notifications';
import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, DestroyRef, inject, output } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Clock } from '../clock.ts';
import { Live } from '../live.ts';
import { paged } from '../paged.ts';
import { Button } from '../ui/button.ts';
import { Icon } from '../ui/icon.ts';
import type { IconName } from '../ui/icons.ts';
import { Loaded } from '../ui/loaded.ts';
import { More } from '../ui/page.ts';
import { Row } from '../ui/row.ts';
import { Empty } from '../ui/states.ts';
import { Toasts } from '../ui/toasts.ts';

const ICONS: Partial<Record<string, IconName>> = {
  'meeting-started': 'video',
  'meeting-moved': 'clock',
  'meeting-cancelled': 'x',
  mention: 'at-sign',
  'join-request': 'user-plus',
};

/** What happened that concerns me, newest first; it grows while it is open. */
@Component({
  selector: 'app-notifications-panel',
  imports: [Loaded, Row, Empty, More, Button, Icon],
  template: `
    <header class="-mr-3 flex min-h-11 flex-none items-center justify-between gap-2">
      <h2 class="text-heading">Notifications</h2>
      @if (live.unread().notifications > 0) {
        <button uiButton="plain" type="button" (click)="read({ all: true })">Mark all read</button>
      }
    </header>
    <div class="-mx-3 min-h-0 flex-1 overflow-y-auto overscroll-contain px-3">
      <ng-container *uiLoaded="list.first; what: 'Your notifications'; picture: true">
        @if (list.items().length > 0) {
          <ul class="list list-pic">
            @for (item of list.items(); track item.id) {
              <li>
                <button uiRow twoLines wraps type="button" [name]="item.title" (click)="go(item)">
                  <span
                    start
                    class="grid size-10 flex-none place-items-center rounded-full"
                    [class]="item.read_at ? 'bg-fill text-ink-2' : 'bg-accent-soft text-accent-text'"
                  >
                    <ui-icon [name]="iconOf(item)" [size]="18" />
                  </span>
                  @if (item.body) {
                    <span note class="line-clamp-2 text-note text-ink-2">{{ item.body }}</span>
                  }
                  <span end class="num flex items-center gap-2">
                    {{ clock.stamp(item.created_at) }}
                    @if (!item.read_at) {
                      <span class="size-2 rounded-full bg-accent"><span class="sr-only">unread</span></span>
                    }
                  </span>
                </button>
              </li>
            }
          </ul>
        } @else {
          <ui-empty
            icon="bell"
            heading="Nothing new"
            text="Started lectures, moved classes and mentions show up here."
          />
        }
        <ui-more [of]="list" />
      </ng-container>
    </div>
  `,
  host: {
    class: 'flex max-h-[80dvh] min-h-0 w-full flex-col px-5 pt-2 pb-3 md:-mt-1 md:max-h-[60dvh] md:p-0',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotificationsPanel {
  private readonly router = inject(Router);
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  protected readonly live = inject(Live);
  protected readonly clock = inject(Clock);
  protected readonly list = paged<Notification>(() => '/api/notifications/');

  /** The person went to one of them. */
  readonly gone = output();

  constructor() {
    const stops = ['notification', 'reconnected'].map((type) =>
      this.live.on(type, () => this.list.first.reload()),
    );
    inject(DestroyRef).onDestroy(() => {
      for (const stop of stops) stop();
    });
  }

  protected iconOf(item: Notification): IconName {
    return ICONS[item.kind] ?? 'bell';
  }

  protected async go(item: Notification): Promise<void> {
    this.gone.emit();
    await this.router.navigateByUrl(item.link);
    if (!item.read_at) await this.read({ ids: [item.id] });
  }

  protected async read(what: ReadNotifications): Promise<void> {
    try {
      const counts = await firstValueFrom(this.http.post<UnreadCounts>('/api/notifications/read', what));
      this.live.unread.set(counts);
      this.list.first.reload();
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
