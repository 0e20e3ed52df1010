import { Combobox, ComboboxPopup, ComboboxWidget } from '@angular/aria/combobox';
import { Listbox, Option } from '@angular/aria/listbox';
import { DialogRef } from '@angular/cdk/dialog';
import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  signal,
} from '@angular/core';
import { Router } from '@angular/router';
import { Live } from '../live.ts';
import { AuthService } from '../session.ts';
import { Themes } from '../theme.ts';
import { Tile } from '../ui/avatar.ts';
import { IconButton } from '../ui/button.ts';
import { Badge } from '../ui/chip.ts';
import { Icon } from '../ui/icon.ts';
import { Highlight } from './highlight.ts';
import type { Entry } from './palette-entries.ts';
import { actionsFor, goTo, matching } from './palette-entries.ts';

interface CourseRow {
  readonly id: number;
  readonly code: string;
  readonly title: string;
}

interface GroupRow {
  readonly id: number;
  readonly name: string;
  readonly course_id: number | null;
}

const EACH = 6;

/** Go anywhere and do anything from the keyboard: Ctrl-K, type, Enter. */
@Component({
  selector: 'app-palette',
  imports: [
    Combobox,
    ComboboxPopup,
    ComboboxWidget,
    Listbox,
    Option,
    Highlight,
    Tile,
    Badge,
    Icon,
    IconButton,
  ],
  templateUrl: './palette.html',
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Palette {
  private readonly router = inject(Router);
  private readonly auth = inject(AuthService);
  private readonly themes = inject(Themes);
  private readonly live = inject(Live);
  protected readonly ref = inject(DialogRef);

  protected readonly query = signal('');
  protected readonly chosen = signal<string[]>([]);
  private readonly courses = httpResource<readonly CourseRow[]>(() => '/api/courses/');
  private readonly groups = httpResource<{ items: readonly GroupRow[] }>(
    () => '/api/study-groups/?limit=200',
  );

  protected readonly sections = computed(() => {
    const role = this.auth.user()?.role ?? 'student';
    const all: readonly { heading: string; entries: readonly Entry[] }[] = [
      { heading: 'Courses', entries: this.courseEntries() },
      { heading: 'Groups', entries: this.groupEntries() },
      { heading: 'Go to', entries: goTo(role) },
      { heading: 'Do', entries: actionsFor(role, this.themes, () => void this.auth.logout()) },
    ];
    const query = this.query();
    const order = query ? all : [all[2], all[1], all[0], all[3]].filter((section) => section !== undefined);
    return order
      .map(({ heading, entries }) => ({
        heading,
        entries: matching(entries, query).slice(0, query ? EACH * 2 : EACH),
      }))
      .filter(({ entries }) => entries.length > 0);
  });

  constructor() {
    // The combobox keeps Escape for itself, but here nothing else can be closed.
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    element.addEventListener('keydown', (event) => event.key === 'Escape' && this.ref.close(), {
      capture: true,
    });
    effect(() => {
      const key = this.chosen()[0];
      if (key !== undefined) this.run(key);
    });
  }

  private run(key: string): void {
    const entry = this.sections()
      .flatMap((section) => section.entries)
      .find((candidate) => candidate.key === key);
    if (!entry) return;
    this.ref.close();
    if (entry.link) void this.router.navigateByUrl(entry.link);
    entry.run?.();
  }

  private readonly courseEntries = computed<readonly Entry[]>(() =>
    (this.courses.hasValue() ? this.courses.value() : []).map((course) => ({
      key: `course-${course.id}`,
      label: course.title,
      note: course.code,
      tile: course.id,
      link: `/courses/${course.id}`,
    })),
  );

  private readonly groupEntries = computed<readonly Entry[]>(() =>
    (this.groups.hasValue() ? this.groups.value().items : []).map((group) => ({
      key: `group-${group.id}`,
      label: group.name,
      tile: group.course_id ?? group.id,
      unread: this.live.unread().groups[group.id] ?? 0,
      link: `/study-groups/${group.id}`,
    })),
  );
}
