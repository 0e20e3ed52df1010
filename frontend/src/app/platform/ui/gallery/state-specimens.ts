import { ChangeDetectionStrategy, Component } from '@angular/core';
import { OFFLINE } from '../../problem.ts';
import type { Problem } from '../../problem.ts';
import { Button } from '../button.ts';
import { Empty, Failure, Skeleton } from '../states.ts';
import { Both } from './both.ts';

@Component({
  selector: 'app-state-specimens',
  imports: [Both, Empty, Failure, Skeleton, Button],
  template: `
    <app-both heading="Empty">
      <ng-template>
        <ui-empty
          icon="message-circle"
          heading="No groups yet"
          text="Study groups have a chat and video calls. Nine belong to your courses."
        >
          <button uiButton="primary" type="button">Find a group</button>
        </ui-empty>
      </ng-template>
    </app-both>
    <app-both heading="Loading">
      <ng-template><ui-skeleton picture [rows]="4" /></ng-template>
    </app-both>
    <app-both heading="Failed">
      <ng-template>
        <div class="grid sm:grid-cols-3 lg:grid-cols-1 xl:grid-cols-3">
          <ui-failure what="The timetable" [problem]="broken" />
          <ui-failure what="Your courses" plural [problem]="offline" />
          <ui-failure what="This group" [problem]="foreign" />
        </div>
      </ng-template>
    </app-both>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StateSpecimens {
  protected readonly broken: Problem = {
    type: 'about:blank',
    title: 'Failed',
    status: 500,
    detail: 'The server did not answer. Nothing of yours is lost.',
    instance: '7f3a-c210',
  };
  protected readonly offline: Problem = { ...this.broken, type: OFFLINE, status: 0, instance: undefined };
  protected readonly foreign: Problem = {
    ...this.broken,
    status: 404,
    detail: 'It is gone, or you are not a member.',
  };
}
