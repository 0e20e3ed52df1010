import type { CourseDetail, Enrolment } from '@api/courses';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { paged } from '../platform/paged.ts';
import { AuthService } from '../platform/session.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Search } from '../platform/ui/field.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { More } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { CourseService } from './courses.api.ts';
import { EnrolSheet } from './enrol-sheet.ts';
import type { Enrolled } from './enrol-sheet.ts';

/** Who takes the course. Those who run it enrol people and take them out. */
@Component({
  selector: 'app-course-members',
  imports: [...MENU, Loaded, Row, Avatar, Chip, Empty, Search, Button, IconButton, More],
  templateUrl: './course-members.html',
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CourseMembers {
  private readonly api = inject(CourseService);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  protected readonly me = inject(AuthService).user;

  readonly course = input.required<CourseDetail>();
  readonly changed = output();

  protected readonly query = signal('');
  protected readonly members = paged<Enrolment>(() => {
    const words = this.query().trim();
    return `/api/courses/${this.course().id}/enrolments/?limit=50${words ? `&q=${encodeURIComponent(words)}` : ''}`;
  });
  protected readonly many = computed(() => this.course().member_count > 8);

  protected noteOf(member: Enrolment): string {
    return [member.classes?.join(', '), member.email].filter(Boolean).join(', ');
  }

  protected async enrol(): Promise<void> {
    const done = await this.overlays.open<Enrolled, CourseDetail>(EnrolSheet, { data: this.course() });
    if (!done) return;
    this.read();
    this.toasts.say(done.words);
  }

  protected async takeOut(member: Enrolment): Promise<void> {
    const id = this.course().id;
    try {
      await this.api.unenrol(id, member.user_id);
      this.read();
      this.toasts.say(`${member.full_name} is out of ${this.course().title}.`, {
        label: 'Undo',
        run: async () => {
          await this.api
            .enrol(id, { user_id: member.user_id })
            .catch((error: unknown) => this.toasts.fail(error));
          this.read();
        },
      });
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private read(): void {
    this.members.first.reload();
    this.changed.emit();
  }
}
