import { DIALOG_DATA } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import type { StudyGroup } from '@api/study-groups';
import { Button } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Overlays, Sheet } from '../platform/ui/overlays.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { GroupworkService } from './study-groups.api.ts';

/** The link that lets people in without asking. */
@Component({
  selector: 'app-invite-sheet',
  imports: [Sheet, Button, Loaded],
  template: `
    <ui-sheet [heading]="'Invite to ' + group.name">
      <p class="text-callout text-ink-2">Whoever has this link can join, until all places are taken.</p>
      <ng-container *uiLoaded="invitation; what: 'The link'; rows: 1">
        <p class="mt-4 rounded-control bg-fill px-3.5 py-3 text-callout [overflow-wrap:anywhere] select-all">
          {{ link() }}
        </p>
      </ng-container>
      <button uiButton="plain" type="button" class="mt-2 -ml-3" (click)="renew()">Make a new link</button>
      <div footer>
        <button uiButton="primary" type="button" icon="copy" [disabled]="!link()" (click)="copy()">
          Copy link
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InviteSheet {
  private readonly groupwork = inject(GroupworkService);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  protected readonly group = inject<StudyGroup>(DIALOG_DATA);

  protected readonly invitation = resource({ loader: () => this.groupwork.invitation(this.group.id) });
  protected readonly link = computed(() =>
    this.invitation.hasValue() ? new URL(this.invitation.value().link, location.origin).href : '',
  );

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.link());
      this.toasts.say('The link is on your clipboard.');
    } catch {
      this.toasts.fail('The browser does not let this page copy. Select the link and copy it yourself.');
    }
  }

  protected async renew(): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: 'Make a new link?',
      text: 'The link that you have sent so far no longer works. Who is in stays in.',
      action: 'Make a new link',
    });
    if (!sure) return;
    try {
      this.invitation.set(await this.groupwork.renewInvitation(this.group.id));
      this.toasts.say('The old link no longer works.');
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
