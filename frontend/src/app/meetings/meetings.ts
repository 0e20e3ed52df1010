import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Tile } from '../platform/ui/avatar.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';

interface Item {
  readonly id: number;
  readonly title: string;
}

@Component({
  selector: 'app-meetings',
  imports: [Page, Loaded, Row, Tile, Empty, RouterLink],
  template: `
    <ui-page heading="Meetings">
      <ul class="list list-pic" *uiLoaded="items; what: 'Your meetings'; picture: true; let items">
        @for (item of items.items; track item.id) {
          <li>
            <a uiRow [name]="item.title" [routerLink]="['./', item.id]">
              <ui-tile start [courseId]="item.id" [name]="item.title" />
            </a>
          </li>
        } @empty {
          <ui-empty icon="video" heading="Nothing here yet" />
        }
      </ul>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Meetings {
  protected readonly items = httpResource<{ items: readonly Item[] }>(() => '/api/meetings/?scope=upcoming');
}
