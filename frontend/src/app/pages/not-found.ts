import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../platform/ui/button.ts';
import { Page } from '../platform/ui/page.ts';

@Component({
  selector: 'app-not-found',
  imports: [Page, Button, RouterLink],
  template: `
    <ui-page heading="There is no such page" note="The address is mistyped, or what stood here is gone.">
      <a uiButton="primary" routerLink="/dashboard">Go to today</a>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotFound {}
