import type { StudyGroup } from '@api/study-groups';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../../platform/clock.ts';
import { Live } from '../../platform/live.ts';
import { Tile } from '../../platform/ui/avatar.ts';
import { Badge } from '../../platform/ui/chip.ts';
import { Section } from '../../platform/ui/page.ts';
import { Row } from '../../platform/ui/row.ts';

const SHOWN = 5;

/** Groups in which something waits for me, the newest first; the counts are those of the shared socket once it has told them. */
@Component({
  selector: 'app-unread-groups',
  imports: [Section, Row, Tile, Badge, RouterLink],
  template: `
    <ui-section heading="Unread groups">
      <a end class="link text-callout" routerLink="/study-groups">All</a>
      <ul class="list list-pic">
        @for (group of unread(); track group.id) {
          <li>
            <a uiRow [name]="group.name" [note]="lastOf(group)" [routerLink]="['/study-groups', group.id]">
              <ui-tile start [courseId]="group.course_id ?? group.id" [name]="group.name" />
              <span end class="grid justify-items-end gap-0.75">
                @if (group.last_message; as last) {
                  <span class="num text-caption text-accent-text">{{ clock.stamp(last.created_at) }}</span>
                }
                <ui-badge [count]="countOf(group)" [quiet]="group.my?.muted ?? false" />
              </span>
            </a>
          </li>
        } @empty {
          <li class="py-3 text-callout text-ink-2">
            @if (groups().length > 0) {
              You have read everything in your
              {{ groups().length === 1 ? 'group' : groups().length + ' groups' }}.
            } @else {
              You are in no study group yet.
              <a class="link" routerLink="/study-groups">Find one</a>
            }
          </li>
        }
      </ul>
    </ui-section>
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UnreadGroups {
  private readonly live = inject(Live);
  protected readonly clock = inject(Clock);
  readonly groups = input.required<readonly StudyGroup[]>();

  protected readonly unread = computed(() =>
    this.groups()
      .filter((group) => this.countOf(group) > 0)
      .sort((a, b) => (b.last_message?.created_at ?? '').localeCompare(a.last_message?.created_at ?? ''))
      .slice(0, SHOWN),
  );

  protected countOf(group: StudyGroup): number {
    return this.live.unread().groups[group.id] ?? group.unread;
  }

  protected lastOf(group: StudyGroup): string {
    if (group.mentions_unread > 0) return 'You were mentioned';
    const last = group.last_message;
    return last ? `${last.sender_name.split(' ')[0]}: ${last.preview}` : '';
  }
}
