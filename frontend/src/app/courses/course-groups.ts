import type { CourseDetail } from '@api/courses';
import type { StudyGroup } from '@api/study-groups';
import { ChangeDetectionStrategy, Component, booleanAttribute, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { paged } from '../platform/paged.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Badge, Chip } from '../platform/ui/chip.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { More, Section } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';

const BRIEF = 4;
const DOORS = { open: 'Anyone may join', approval: 'By approval', invite: 'By invitation' };

/** The study groups of a course: mine, and those that I could join. */
@Component({
  selector: 'app-course-groups',
  imports: [Section, Loaded, Row, Tile, Badge, Chip, Empty, More, RouterLink],
  template: `
    <ui-section heading="Study groups">
      @if (!course().semester.closed_at) {
        <a
          end
          class="link text-callout"
          routerLink="/study-groups"
          [queryParams]="{ new: 1, course_id: course().id }"
        >
          New group
        </a>
      }
      <ul
        class="list list-pic"
        *uiLoaded="groups.first; what: 'The study groups'; rows: 2; picture: true; let _"
      >
        @for (group of shown(); track group.id) {
          <li>
            <a uiRow [name]="group.name" [note]="noteOf(group)" [routerLink]="['/study-groups', group.id]">
              <ui-tile start [courseId]="course().id" [name]="group.name" />
              @if (group.my?.state === 'member') {
                <ui-badge end [count]="group.unread" [quiet]="group.my.muted" />
              } @else if (group.my?.state === 'requested') {
                <ui-chip end kind="wait">Asked to join</ui-chip>
              }
            </a>
          </li>
        } @empty {
          <li>
            @if (brief()) {
              <p class="py-3 text-callout text-ink-2">No study group belongs to this course yet.</p>
            } @else {
              <ui-empty
                icon="message-circle"
                heading="No study group yet"
                text="A group of this course has its own chat and its own calls."
              />
            }
          </li>
        }
      </ul>
      @if (brief() && groups.items().length > shown().length) {
        <a
          class="link text-callout"
          [routerLink]="['/courses', course().id]"
          [queryParams]="{ tab: 'groups' }"
        >
          All {{ groups.items().length }} groups
        </a>
      } @else if (!brief()) {
        <ui-more [of]="groups" />
      }
    </ui-section>
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CourseGroups {
  readonly course = input.required<CourseDetail>();
  /** Only the first few, for the overview. */
  readonly brief = input(false, { transform: booleanAttribute });

  protected readonly groups = paged<StudyGroup>(
    () => `/api/study-groups/?scope=all&course_id=${this.course().id}&limit=50`,
  );
  protected readonly shown = computed(() => {
    const all = [...this.groups.items()].sort((a, b) => Number(b.my !== null) - Number(a.my !== null));
    return this.brief() ? all.slice(0, BRIEF) : all;
  });

  protected noteOf(group: StudyGroup): string {
    const count =
      group.capacity === null ? `${group.member_count} in it` : `${group.member_count} of ${group.capacity}`;
    if (group.my?.role === 'owner') return `${count}. You own it`;
    if (group.my?.state === 'member') return `${count}. You are in`;
    const full = group.capacity !== null && group.member_count >= group.capacity;
    return `${count}. ${full ? 'Full' : DOORS[group.visibility]}`;
  }
}
