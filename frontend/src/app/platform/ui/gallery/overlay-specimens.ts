import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Button, IconButton } from '../button.ts';
import { MENU } from '../menu.ts';
import { Overlays, Sheet } from '../overlays.ts';
import { Popover } from '../popover.ts';
import { Row } from '../row.ts';
import { Toasts } from '../toasts.ts';

@Component({
  selector: 'app-sheet-specimen',
  imports: [Sheet, Row, Button],
  template: `
    <ui-sheet heading="Members">
      <ul class="list">
        @for (name of ['Achieng Odhiambo', 'Brian Kiptoo', 'Faith Mwende']; track name) {
          <li><div uiRow note="CS-2024" [name]="name"></div></li>
        }
      </ul>
      <div footer><button uiButton="primary" type="button" (click)="ref.close()">Done</button></div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
class SheetSpecimen {
  protected readonly ref = inject(DialogRef);
}

@Component({
  selector: 'app-overlay-specimens',
  imports: [...MENU, Button, IconButton, Popover],
  template: `
    <section class="px-5 pt-8 lg:px-10">
      <h2 class="mb-3 text-heading">What floats</h2>
      <div class="flex flex-wrap gap-3">
        <button uiButton type="button" (click)="toasts.say('Moved to Room C. 55 people were told.', undo)">
          Toast with Undo
        </button>
        <button uiButton type="button" (click)="toasts.say('Brian is in the group now.')">Toast</button>
        <button uiButton type="button" (click)="toasts.fail('Night Owls is full, 12 of 12.')">
          Failure toast
        </button>
        <button uiButton type="button" (click)="confirm()">Confirm</button>
        <button uiButton type="button" (click)="sheet(false)">Sheet</button>
        <button uiButton type="button" (click)="sheet(true)">Side panel</button>
        <button uiButton type="button" popoverLabel="Why" [uiPopover]="why">Popover</button>
        <button uiIconButton="ellipsis" label="More" filled type="button" [cdkMenuTriggerFor]="menu"></button>
      </div>
    </section>
    <ng-template #menu>
      <div uiMenu>
        <button uiMenuItem icon="pencil">Edit</button>
        <button uiMenuItem icon="copy" checked>Copy the link</button>
        <button uiMenuItem icon="bell-off" disabled>Mute</button>
        <button uiMenuItem icon="trash-2" danger>Delete group</button>
      </div>
    </ng-template>
    <ng-template #why let-close>
      <div>
        <h2 class="text-heading">Room B is taken</h2>
        <p class="mt-1 text-callout text-ink-2">The class was not moved.</p>
        <button uiButton="primary" wide type="button" class="mt-3" (click)="close()">Put it back</button>
      </div>
    </ng-template>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OverlaySpecimens {
  private readonly overlays = inject(Overlays);
  protected readonly toasts = inject(Toasts);
  protected readonly undo = { label: 'Undo', run: () => this.toasts.say('Back in Room B.') };

  protected sheet(side: boolean): void {
    void this.overlays.open(SheetSpecimen, { side });
  }

  protected async confirm(): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: 'Delete Algorithms Night Owls?',
      text: '9 members lose 412 messages. This cannot be undone.',
      action: 'Delete group',
      danger: true,
    });
    this.toasts.say(sure ? 'Algorithms Night Owls is gone.' : 'Nothing was deleted.');
  }
}
