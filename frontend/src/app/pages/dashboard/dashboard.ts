import type { Semester } from '@api/directory';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../../platform/clock.ts';
import { AuthService } from '../../platform/session.ts';
import { Page } from '../../platform/ui/page.ts';
import { dayInWords, greeting, weekInWords } from './day.ts';
import { HouseToday } from './house-today.ts';
import { MyToday } from './my-today.ts';
import { remembered } from '../../platform/remembered.ts';
import { Today } from './today.ts';

/** The first screen of everybody: what is now, and what to press. */
@Component({
  selector: 'app-dashboard',
  imports: [Page, RouterLink, MyToday, HouseToday],
  providers: [Today],
  template: `
    <ui-page [heading]="greeting()" [note]="note()">
      @if (week(); as week) {
        <a actions class="link text-callout" routerLink="/timetable">{{ week }}</a>
      }
      @if (admin()) {
        <app-house-today />
      } @else {
        <app-my-today />
      }
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Dashboard {
  private readonly auth = inject(AuthService);
  private readonly clock = inject(Clock);
  private readonly today = inject(Today);
  private readonly semesters = remembered<{ items: readonly Semester[] }>(() => '/api/semesters/');

  protected readonly admin = computed(() => this.auth.user()?.role === 'admin');
  protected readonly greeting = computed(() =>
    greeting(Number(this.clock.time(this.clock.minute()).slice(0, 2)), this.auth.user()?.full_name ?? ''),
  );
  protected readonly note = computed(() => {
    const day = `${this.clock.longDay(this.clock.minute())}.`;
    if (this.admin() || !this.today.timetable.hasValue()) return day;
    return `${day} ${dayInWords(this.today.ofToday(), (at) => this.clock.time(at))}`;
  });
  protected readonly week = computed(() => {
    const semesters = (this.semesters.hasValue() && this.semesters.value()?.items) || [];
    const current = semesters.find((semester) => semester.is_current);
    return current && weekInWords(current, this.clock.isoDay(this.clock.minute()));
  });
}
