import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Page } from '../platform/ui/page.ts';

@Component({
  selector: 'app-profile',
  imports: [Page],
  template: `
    <ui-page heading="Profile" narrow></ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Profile {}
