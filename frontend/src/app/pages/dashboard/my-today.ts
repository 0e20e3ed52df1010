import type { Course } from '@api/courses';
import type { Meeting } from '@api/meetings';
import type { Occurrence } from '@api/timetable';
import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Online } from '../../platform/online.ts';
import { AuthService } from '../../platform/session.ts';
import { Button } from '../../platform/ui/button.ts';
import { Loaded } from '../../platform/ui/loaded.ts';
import { Section } from '../../platform/ui/page.ts';
import { Empty } from '../../platform/ui/states.ts';
import { Toasts } from '../../platform/ui/toasts.ts';
import { DayList } from './day-list.ts';
import { MeetingList } from './meeting-list.ts';
import { NowBlock } from './now-block.ts';
import { remembered } from '../../platform/remembered.ts';
import { Today } from './today.ts';
import { UnreadGroups } from './unread-groups.ts';

/** Today of a student or a lecturer. */
@Component({
  selector: 'app-my-today',
  imports: [Section, Loaded, Empty, Button, NowBlock, DayList, UnreadGroups, MeetingList, RouterLink],
  templateUrl: './my-today.html',
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MyToday {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly auth = inject(AuthService);
  protected readonly today = inject(Today);
  /** Offline the shell says it already. */
  protected readonly online = inject(Online).online;

  protected readonly teaches = computed(() => this.auth.user()?.role === 'faculty');
  /** The class for which a call is being made. */
  protected readonly busy = signal<number | null>(null);
  /** Asked only when the timetable is empty: whether there is no class this week, or no course at all. */
  protected readonly courses = remembered<readonly Course[]>(() =>
    this.today.timetable.hasValue() && this.today.timetable.value()?.items.length === 0
      ? '/api/courses/'
      : undefined,
  );
  protected readonly noCourse = computed(() => this.courses.hasValue() && this.courses.value()?.length === 0);

  protected readonly shown = computed(() => {
    const now = this.today.now();
    return now?.kind === 'class' ? now.item.occurrence_id : null;
  });

  protected async schedule(item: Occurrence): Promise<void> {
    await this.withCall(item, async (meeting) => meeting);
  }

  protected async start(item: Occurrence): Promise<void> {
    await this.withCall(item, (meeting) => this.post(`/api/meetings/${meeting.id}/start`, null));
  }

  /** Makes or finds the call of the class, does the next step with it, and goes there. */
  private async withCall(item: Occurrence, step: (meeting: Meeting) => Promise<Meeting>): Promise<void> {
    if (this.busy() !== null) return;
    this.busy.set(item.occurrence_id);
    try {
      const slot = { timetable_entry_id: item.entry_id, starts_at: item.starts_at };
      const meeting = await step(await this.post('/api/meetings/from-slot', slot));
      await this.router.navigate(['/meetings', meeting.id]);
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.busy.set(null);
    }
  }

  private post(path: string, body: object | null): Promise<Meeting> {
    return firstValueFrom(this.http.post<Meeting>(path, body));
  }
}
