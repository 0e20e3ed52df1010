import type { Occurrence } from '@api/timetable';
import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../../platform/clock.ts';
import { Button } from '../../platform/ui/button.ts';
import { Progress } from '../../platform/ui/chip.ts';
import { countdown, progressOf } from './day.ts';
import type { Now } from './day.ts';

/** A lecture can be started from here on before its time. */
const EARLY = 15 * 60_000;

/** The one tinted block of the page: what runs or comes, how long, and the one button. */
@Component({
  selector: 'app-now-block',
  imports: [Button, Progress, RouterLink],
  templateUrl: './now-block.html',
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NowBlock {
  protected readonly clock = inject(Clock);

  readonly now = input.required<Now>();
  readonly next = input<Occurrence | null>(null);
  /** I teach it: then I start it. */
  readonly teaches = input(false);
  readonly busy = input(false);
  readonly start = output<Occurrence>();

  protected readonly live = computed(() => this.now().meeting?.state === 'live');
  protected readonly joins = computed(
    () => this.now().meeting?.may_join === true && (this.live() || !this.starts()),
  );
  protected readonly starts = computed(() => {
    const now = this.now();
    if (!this.teaches() || now.kind !== 'class' || now.meeting?.state === 'ended' || this.live()) return null;
    return this.clock.now() >= Date.parse(now.item.starts_at) - EARLY ? now.item : null;
  });
  protected readonly progress = computed(() => progressOf(this.now().item, this.clock.minute()));

  protected readonly label = computed(() => {
    const { item, running } = this.now();
    const at = this.clock.now();
    if (running)
      return `${this.live() ? 'Live now' : 'Now'}, ends in ${countdown(Date.parse(item.ends_at) - at)}`;
    const day = this.clock.dayName(item.starts_at);
    if (day === 'Today') return `Starts in ${countdown(Date.parse(item.starts_at) - at)}`;
    return `${day} at ${this.clock.time(item.starts_at)}`;
  });

  protected readonly title = computed(() => {
    const now = this.now();
    return now.kind === 'class' ? now.item.course.title : now.item.title;
  });

  protected readonly where = computed(() => {
    const now = this.now();
    if (now.kind === 'meeting')
      return `${now.item.host.full_name}${now.item.study_group ? `, ${now.item.study_group.name}` : now.item.course ? `, ${now.item.course.title}` : ''}. Online.`;
    const who = this.teaches() ? now.item.course.code : now.item.instructor?.full_name;
    const room = now.item.room?.name;
    const place = room ? (who ? `${who} in ${room}` : room) : (who ?? '');
    return `${place}.${this.live() ? ' The call is open.' : ''}`;
  });

  protected readonly after = computed(() => {
    const next = this.next();
    if (!next || this.clock.dayName(next.starts_at) !== 'Today') return '';
    return `Next: ${next.course.title} at ${this.clock.time(next.starts_at)}${next.room ? `, ${next.room.name}` : ''}`;
  });
}
