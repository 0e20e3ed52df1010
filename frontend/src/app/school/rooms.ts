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
  readonly name: string;
}

@Component({
  selector: 'app-rooms',
  imports: [Page, Loaded, Row, Tile, Empty, RouterLink],
  template: `
    <ui-page heading="Rooms">
      <ul class="list list-pic" *uiLoaded="items; what: 'The rooms'; picture: true; let items">
        @for (item of items.items; track item.id) {
          <li>
            <a uiRow [name]="item.name" [routerLink]="['./', item.id]">
              <ui-tile start [courseId]="item.id" [name]="item.name" />
            </a>
          </li>
        } @empty {
          <ui-empty icon="door-open" heading="Nothing here yet" />
        }
      </ul>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Rooms {
  protected readonly items = httpResource<{ items: readonly Item[] }>(() => '/api/rooms/');
}
