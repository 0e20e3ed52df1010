import type { Occurrence, Timetable as TimetableAnswer } from '@api/timetable';
import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { Router } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { Live } from '../platform/live.ts';
import { AuthService } from '../platform/session.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Search } from '../platform/ui/field.ts';
import { Icon } from '../platform/ui/icon.ts';
import type { Pick } from '../platform/ui/picker.ts';
import { Row } from '../platform/ui/row.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { Empty } from '../platform/ui/states.ts';
import { DayList } from './day-list.ts';
import { NowNext } from './now-next.ts';
import { TimetableEditing } from './editing.ts';
import { CalendarService, matching } from './timetable.api.ts';
import { WeekGrid } from './week-grid.ts';
import {
  addDays,
  blocksOf,
  clockOf,
  dayWords,
  mondayOf,
  openingDay,
  shownDays,
  spanWords,
  wallClock,
  weekWords,
} from './week.ts';

type Of = 'me' | 'class' | 'lecturer' | 'room';
const PARAMETER = { class: 'class_id', lecturer: 'instructor_id', room: 'room_id' } as const;
const QUESTION = { class: 'Which class?', lecturer: 'Which lecturer?', room: 'Which room?' } as const;

/** The timetable: whose, which week and which day stand in the URL. A grid from 768 px on, a day list below. */
@Component({
  selector: 'app-timetable',
  imports: [Button, IconButton, Icon, Loaded, Search, Row, Segmented, Empty, WeekGrid, DayList, NowNext],
  templateUrl: './timetable.html',
  host: { class: 'flex min-h-full flex-col', '(document:keydown)': 'hear($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Timetable {
  protected readonly calendar = inject(CalendarService);
  protected readonly editing = inject(TimetableEditing);
  private readonly router = inject(Router);
  private readonly clock = inject(Clock);
  private readonly live = inject(Live);
  private readonly auth = inject(AuthService);

  /** Whose timetable: `?of=room&id=3`; mine when left out. */
  readonly of = input<string>();
  readonly id = input<string>();
  /** The day that is shown, and the week around it: `?on=2026-03-17`. */
  readonly on = input<string>();
  readonly new = input<string>();

  protected readonly admin = computed(() => this.auth.user()?.role === 'admin');
  protected readonly view = computed<Of>(() => asOf(this.of()) ?? (this.admin() ? 'class' : 'me'));
  protected readonly choices = computed(() => {
    const views: { value: Of; label: string }[] = [
      { value: 'class', label: 'Class' },
      { value: 'lecturer', label: 'Lecturer' },
      { value: 'room', label: 'Room' },
    ];
    if (!this.admin()) views.unshift({ value: 'me', label: 'Me' });
    return views;
  });
  protected readonly zone = computed(() => this.calendar.zone() ?? this.clock.zone());
  protected readonly today = computed(() => wallClock(this.clock.minute(), this.zone()).day);
  protected readonly day = computed(() => {
    const asked = this.on();
    return asked && /^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked))
      ? asked
      : this.opening();
  });
  /** The day to begin with. */
  protected readonly opening = computed(() => openingDay(this.today(), this.comingItems(), this.zone()));
  protected readonly monday = computed(() => mondayOf(this.day()));

  /** The picked class, lecturer or room by its name; undefined while it is looked up or none is picked. */
  protected readonly options = resource({
    params: () => {
      const view = this.view();
      return view === 'me' ? undefined : view;
    },
    loader: ({ params }) => this.calendar.finder(params)(''),
  });
  protected readonly picked = linkedSignal<readonly Pick[]>(() => {
    const options = this.options.hasValue() ? this.options.value() : [];
    return options.filter((pick) => pick.id === Number(this.id()));
  });
  protected readonly query = signal('');
  protected readonly found = computed(() =>
    matching(this.options.hasValue() ? this.options.value() : [], this.query()),
  );
  protected readonly question = computed(() => {
    const view = this.view();
    return view === 'me' || this.id() ? undefined : QUESTION[view];
  });
  private readonly scope = computed(() => {
    const view = this.view();
    if (view === 'me') return '';
    return this.id() ? `&${PARAMETER[view]}=${this.id()}` : undefined;
  });
  protected readonly week = httpResource<TimetableAnswer>(() => {
    const scope = this.scope();
    return scope === undefined
      ? undefined
      : `/api/timetable/?from=${this.monday()}&to=${addDays(this.monday(), 6)}${scope}`;
  });
  private readonly coming = httpResource<TimetableAnswer>(() => {
    const scope = this.scope();
    return scope === undefined
      ? undefined
      : `/api/timetable/?from=${this.today()}&to=${addDays(this.today(), 7)}${scope}`;
  });
  protected readonly comingItems = computed(() => (this.coming.hasValue() ? this.coming.value().items : []));
  /** The week before stays in sight until the next one is there. */
  protected readonly blocks = linkedSignal({
    source: () => (this.week.hasValue() ? this.week.value().items : undefined),
    computation: (items, before?: { value: ReturnType<typeof blocksOf> }) =>
      items ? blocksOf(items, this.zone()) : (before?.value ?? []),
  });

  protected readonly span = computed(() => {
    const last = shownDays(this.monday(), this.blocks()).at(-1) ?? this.day();
    return spanWords(this.monday(), last, this.today());
  });
  protected readonly dayName = computed(() => dayWords(this.day()));
  protected readonly weekName = computed(() =>
    weekWords(this.monday(), this.calendar.semesters.hasValue() ? this.calendar.semesters.value().items : []),
  );
  /** Said only when the clocks of the viewer and of the institution differ right now. */
  protected readonly zones = computed(() => {
    const there = wallClock(this.clock.minute(), this.zone());
    const here = wallClock(this.clock.minute(), this.clock.zone());
    if (there.day === here.day && there.minutes === here.minutes) return undefined;
    const city = this.zone().split('/').at(-1)?.replaceAll('_', ' ');
    return `Times in ${city}, where it is ${clockOf(there.minutes)} now. For you it is ${clockOf(here.minutes)}.`;
  });

  constructor() {
    effect(() => {
      if (this.week.hasValue()) this.calendar.zone.set(this.week.value().time_zone);
    });
    effect(() => {
      if (this.new() && this.admin()) void this.add();
    });
    const stops = ['timetable', 'reconnected'].map((type) => this.live.on(type, () => this.reload()));
    inject(DestroyRef).onDestroy(() => stops.forEach((stop) => stop()));
  }

  protected go(query: { of?: Of; id?: number | null; on?: string | null; new?: null }): void {
    void this.router.navigate([], { queryParams: query, queryParamsHandling: 'merge' });
  }

  protected choose(view: Of): void {
    this.query.set('');
    this.go({ of: view, id: null });
  }

  protected pick(picks: readonly Pick[]): void {
    const id = picks[0]?.id ?? null;
    if (String(id ?? '') !== (this.id() ?? '')) this.go({ of: this.view(), id });
  }

  protected turn(weeks: number): void {
    this.go({ on: addDays(this.day(), 7 * weeks) });
  }

  protected toToday(): void {
    this.go({ on: null });
  }

  /** T goes to today, unless somebody is typing. */
  protected hear(event: Event): void {
    if (
      !(event instanceof KeyboardEvent) ||
      event.key !== 't' ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    const typing =
      event.target instanceof Element &&
      event.target.closest('input, textarea, select, [contenteditable], dialog, [role="dialog"]');
    if (!typing) this.toToday();
  }

  protected async add(): Promise<void> {
    if (this.new()) this.go({ new: null });
    await this.editing.add(() => this.reload());
  }

  protected async edit(item: Occurrence): Promise<void> {
    await this.editing.change(item.entry_id, () => this.reload());
  }

  protected async remove(item: Occurrence): Promise<void> {
    await this.editing.remove(item.entry_id, () => this.reload());
  }

  private reload(): void {
    this.week.reload();
    this.coming.reload();
  }
}

const VIEWS: readonly Of[] = ['me', 'class', 'lecturer', 'room'];
const asOf = (text: string | undefined): Of | undefined => VIEWS.find((view) => view === text);
