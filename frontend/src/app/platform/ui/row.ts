import { booleanAttribute, ChangeDetectionStrategy, Component, input } from '@angular/core';

/**
 * One line of a list; the whole row is the target: `<li><a uiRow name="Algorithms" note="9 of 12" [routerLink]="…"><ui-tile start …/>
 * <ui-badge end [count]="4" /></a></li>` inside `<ul class="list list-pic">`. On a div it is a plain row. Rich second line: content with `note`.
 */
@Component({
  selector: 'a[uiRow], button[uiRow], div[uiRow]',
  template: `
    <ng-content select="[start]" />
    <span class="min-w-0 flex-1 text-start">
      <span class="font-semibold" [class]="wraps() ? 'line-clamp-2' : 'cut block'">{{ name() }}</span>
      @if (note()) {
        <span class="cut block text-note text-ink-2">{{ note() }}</span>
      }
      <ng-content select="[note]" />
    </span>
    <span class="flex flex-none items-center gap-2 text-note text-ink-3 empty:hidden">
      <ng-content select="[end]" />
    </span>
  `,
  host: {
    class:
      'relative -mx-3 flex w-[calc(100%+24px)] items-center gap-3 rounded-control px-3 py-2 [&:is(a,button)]:hover:bg-fill aria-[current]:bg-fill',
    '[class.min-h-15]': 'note() || twoLines()',
    '[class.min-h-13]': '!note() && !twoLines()',
    '[attr.data-row]': '""',
    '[attr.aria-current]': 'current() ? "true" : null',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Row {
  readonly name = input.required<string>();
  readonly note = input<string | null>('');
  readonly twoLines = input(false, { transform: booleanAttribute });
  /** The name may take two lines: for sentences. */
  readonly wraps = input(false, { transform: booleanAttribute });
  readonly current = input(false, { transform: booleanAttribute });
}
