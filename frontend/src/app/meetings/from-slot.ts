import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { Router } from '@angular/router';
import { Loaded } from '../platform/ui/loaded.ts';
import { Page } from '../platform/ui/page.ts';
import { MeetingsApi } from './meetings.api.ts';

/** Where the timetable's one click lands: `/meetings/from-slot?entry_id=7&starts_at=…` makes or finds the meeting of that class. */
@Component({
  selector: 'app-from-slot',
  imports: [Page, Loaded],
  template: `
    <ui-page [back]="{ label: 'Timetable', link: '/timetable' }">
      <ng-container *uiLoaded="found; what: 'The meeting of this class'" />
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FromSlot {
  private readonly api = inject(MeetingsApi);
  private readonly router = inject(Router);

  readonly entry_id = input('');
  readonly starts_at = input('');

  protected readonly found = resource({
    params: () => ({ timetable_entry_id: Number(this.entry_id()), starts_at: this.starts_at() }),
    loader: async ({ params }) => {
      const meeting = await this.api.ofSlot(params);
      await this.router.navigate(['/meetings', meeting.id], { replaceUrl: true });
      return meeting;
    },
  });
}
