import type { Meeting } from '@api/meetings';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../../platform/clock.ts';
import { Tile } from '../../platform/ui/avatar.ts';
import { Chip } from '../../platform/ui/chip.ts';
import { Section } from '../../platform/ui/page.ts';
import { Row } from '../../platform/ui/row.ts';

/** Meetings that are live or come today and stand nowhere else on the page. Nothing at all when there are none. */
@Component({
  selector: 'app-meeting-list',
  imports: [Section, Row, Tile, Chip, RouterLink],
  template: `
    @if (meetings().length > 0) {
      <ui-section heading="Meetings">
        <a end class="link text-callout" routerLink="/meetings">All</a>
        <ul class="list list-pic">
          @for (meeting of meetings(); track meeting.id) {
            <li>
              <a
                uiRow
                [name]="meeting.title"
                [note]="noteOf(meeting)"
                [routerLink]="['/meetings', meeting.id]"
              >
                <ui-tile start icon="video" [courseId]="meeting.course_id ?? meeting.study_group_id ?? 0" />
                @if (meeting.state === 'live') {
                  <ui-chip end kind="live">{{ meeting.may_join ? 'Live, join' : 'Live' }}</ui-chip>
                } @else {
                  <span end class="num">{{ clock.time(meeting.starts_at) }}</span>
                }
              </a>
            </li>
          }
        </ul>
      </ui-section>
    }
  `,
  host: { class: 'block empty:hidden' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MeetingList {
  protected readonly clock = inject(Clock);
  readonly meetings = input.required<readonly Meeting[]>();

  protected noteOf(meeting: Meeting): string {
    const place = meeting.study_group?.name ?? meeting.course?.title;
    const when =
      meeting.state === 'live'
        ? `until ${this.clock.time(meeting.ends_at)}`
        : this.clock.dayName(meeting.starts_at);
    return [place === meeting.title ? null : place, when].filter(Boolean).join(', ');
  }
}
