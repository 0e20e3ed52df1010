import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../platform/ui/button.ts';
import { Page } from '../platform/ui/page.ts';
import { Empty } from '../platform/ui/states.ts';

@Component({
  selector: 'app-not-found',
  imports: [Page, Empty, Button, RouterLink],
  template: `
    <ui-page>
      <ui-empty
        icon="map-pin"
        heading="There is no such page"
        text="The address is mistyped, or what stood here is gone."
      >
        <a uiButton="primary" routerLink="/dashboard">Go to today</a>
      </ui-empty>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {}
