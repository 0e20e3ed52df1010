import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Page } from '../platform/ui/page.ts';

@Component({
  selector: 'app-timetable',
  imports: [Page],
  template: `
    <ui-page heading="Timetable"></ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Timetable {}
