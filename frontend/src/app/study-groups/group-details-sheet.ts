import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import type { Signal } from '@angular/core';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import type { StudyGroup } from '@api/study-groups';
import { Sheet } from '../platform/ui/overlays.ts';
import { GroupDetails } from './group-details.ts';
import type { Members } from './group-details.ts';

export interface DetailsData {
  readonly group: Signal<StudyGroup>;
  readonly members: Members;
  readonly here: Signal<ReadonlySet<number>>;
}

/** The details where there is no room for a column. Closes with `call` when that is wanted. */
@Component({
  selector: 'app-group-details-sheet',
  imports: [Sheet, GroupDetails],
  template: `
    <ui-sheet heading="Group details">
      <app-group-details
        class="[--under:var(--raised)]"
        [group]="data.group()"
        [members]="data.members"
        [here]="data.here()"
        (call)="ref.close('call')"
        (left)="ref.close()"
      />
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupDetailsSheet {
  protected readonly ref = inject<DialogRef<'call'>>(DialogRef);
  protected readonly data = inject<DetailsData>(DIALOG_DATA);
}
