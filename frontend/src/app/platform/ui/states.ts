import { booleanAttribute, ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OFFLINE } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { Button } from './button.ts';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';

const WIDTHS = ['62%', '48%', '70%', '40%', '56%'];

/** Rows in the shape of what comes. `*uiLoaded` shows it by itself; use it alone for parts of a screen. */
@Component({
  selector: 'ui-skeleton',
  template: `
    @for (width of widths(); track $index) {
      <div class="flex min-h-15 items-center gap-3">
        @if (picture()) {
          <span class="breathe size-10 flex-none rounded-full bg-fill"></span>
        }
        <span class="min-w-0 flex-1">
          <span class="breathe block h-3.25 rounded-[7px] bg-fill" [style.width]="width"></span>
          <span
            class="breathe mt-2 block h-2.5 rounded-[5px] bg-fill"
            [style.width]="'calc(' + width + ' + 18%)'"
          ></span>
        </span>
      </div>
    }
    <span class="sr-only" role="status">Loading</span>
  `,
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Skeleton {
  readonly rows = input(4);
  readonly picture = input(false, { transform: booleanAttribute });
  protected readonly widths = computed(() =>
    Array.from({ length: this.rows() }, (_, row) => WIDTHS[row % WIDTHS.length] ?? '50%'),
  );
}

/** Nothing here, and why, and what now: `<ui-empty icon="message-circle" heading="No groups yet" text="…"><button uiButton="primary">…`. */
@Component({
  selector: 'ui-empty',
  imports: [Icon],
  template: `
    <ui-icon [name]="icon()" [size]="40" class="mb-3.5 text-ink-3" />
    <h2 class="text-heading">{{ heading() }}</h2>
    <p class="mt-1.25 mb-4 text-callout text-ink-2 text-pretty">{{ text() }}</p>
    <div class="flex flex-wrap justify-center gap-2 empty:hidden"><ng-content /></div>
  `,
  host: { class: 'mx-auto grid max-w-85 content-start justify-items-center px-6 py-10 text-center' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Empty {
  readonly icon = input.required<IconName>();
  readonly heading = input.required<string>();
  readonly text = input('');
}

/** What failed, what is safe, Try again, the request id. `what` is the subject: "The timetable". */
@Component({
  selector: 'ui-failure',
  imports: [Icon, Button, RouterLink],
  template: `
    <ui-icon [name]="icon()" [size]="40" class="mb-3.5 text-ink-3" />
    <h2 class="text-heading">{{ heading() }}</h2>
    <p class="mt-1.25 mb-4 text-callout text-ink-2 text-pretty">{{ problem().detail }}</p>
    @if (again()) {
      <button uiButton type="button" (click)="retry.emit()">Try again</button>
    } @else {
      <a uiButton routerLink="/dashboard">Go to today</a>
    }
    <ng-content />
    @if (problem().instance; as request) {
      <p class="mt-6 text-caption text-ink-3">Request {{ request }}</p>
    }
  `,
  host: {
    class: 'mx-auto grid max-w-85 content-start justify-items-center px-6 py-10 text-center',
    role: 'alert',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Failure {
  readonly problem = input.required<Problem>();
  readonly what = input.required<string>();
  readonly plural = input(false, { transform: booleanAttribute });
  readonly retry = output();

  protected readonly again = computed(() => ![403, 404, 410].includes(this.problem().status));
  protected readonly icon = computed<IconName>(() =>
    this.problem().type === OFFLINE ? 'wifi-off' : 'triangle-alert',
  );
  protected readonly heading = computed(() =>
    this.again()
      ? `${this.what()} did not load`
      : `${this.what()} ${this.plural() ? 'are' : 'is'} not here for you`,
  );
}
