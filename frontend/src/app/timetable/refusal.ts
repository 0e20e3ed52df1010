import type { Conflict, Suggestion } from '@api/timetable';
import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { Button } from '../platform/ui/button.ts';
import { Icon } from '../platform/ui/icon.ts';
import { headingOf, hitsOf } from './conflicts.ts';

/** A refused slot: what is taken, what did not happen, by what, whose and when, and the ways out. */
@Component({
  selector: 'app-refusal',
  imports: [Button, Icon],
  template: `
    <div role="alert" class="flex items-start gap-3">
      <ui-icon name="triangle-alert" class="mt-0.5 text-danger" />
      <div class="min-w-0 flex-1">
        <h2 class="text-heading text-pretty">{{ heading() }}</h2>
        <p class="mt-0.5 text-callout text-ink-2">{{ consequence() }}</p>
      </div>
    </div>
    @for (hit of hits(); track hit.entry.id) {
      <dl
        class="mt-3 grid grid-cols-[70px_minmax(0,1fr)] gap-x-2.5 gap-y-1.25 rounded-control bg-fill px-3.5 py-2.75 text-note"
      >
        <dt class="text-ink-2">By</dt>
        <dd class="font-semibold">{{ hit.entry.course.title }}</dd>
        @if (hit.whose) {
          <dt class="text-ink-2">Whose</dt>
          <dd>{{ hit.whose }}</dd>
        }
        <dt class="text-ink-2">When</dt>
        <dd class="num">{{ hit.entry.when }}</dd>
        <dt class="text-ink-2">Shares</dt>
        <dd>{{ hit.shares }}</dd>
      </dl>
    }
    @if (suggestions().length > 0) {
      <h3 class="pt-3 text-note font-medium text-ink-3">Free instead</h3>
      <ul class="list">
        @for (way of suggestions(); track $index; let first = $first) {
          <li class="flex min-h-14 items-center gap-3 py-1">
            <div class="min-w-0 flex-1">
              <p class="cut text-callout font-semibold">{{ way.title }}</p>
              <p class="cut text-note text-ink-2">{{ way.detail }}</p>
            </div>
            <button
              type="button"
              [uiButton]="first ? 'primary' : 'quiet'"
              [busy]="busy()"
              [attr.aria-label]="'Use ' + way.title"
              (click)="use.emit(way)"
            >
              Use
            </button>
          </li>
        }
      </ul>
    } @else {
      <p class="pt-3 text-note text-ink-2" role="status">
        {{
          searched()
            ? 'No free slot of this length was found. A shorter one, or other weeks, may fit.'
            : 'Looking for what is free instead'
        }}
      </p>
    }
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Refusal {
  readonly conflicts = input.required<readonly Conflict[]>();
  /** What did not happen: "Database Systems was not moved." */
  readonly consequence = input.required<string>();
  readonly suggestions = input<readonly Suggestion[]>([]);
  readonly searched = input(false);
  readonly busy = input(false);
  readonly use = output<Suggestion>();

  protected readonly hits = computed(() => hitsOf(this.conflicts()));
  protected readonly heading = computed(() => headingOf(this.conflicts()));
}
