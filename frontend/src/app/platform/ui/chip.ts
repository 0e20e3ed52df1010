import { booleanAttribute, ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';

export type ChipKind = 'neutral' | 'live' | 'ok' | 'wait' | 'no';

const KINDS: Record<ChipKind, string> = {
  neutral: 'bg-fill text-ink-2',
  live: 'bg-accent-soft text-accent-text',
  ok: 'bg-positive-soft text-positive',
  wait: 'bg-warning-soft text-warning',
  no: 'bg-danger-soft text-danger',
};

/** A state in a word or two, never a button: `<ui-chip kind="wait">Not confirmed</ui-chip>`. */
@Component({
  selector: 'ui-chip',
  imports: [Icon],
  template: `
    @if (icon(); as name) {
      <ui-icon [name]="name" [size]="15" />
    }
    <ng-content />
  `,
  host: {
    '[class]':
      '"inline-flex min-h-6.5 items-center gap-1.25 rounded-full px-2.5 text-note leading-none font-medium whitespace-nowrap " + paint()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Chip {
  readonly kind = input<ChipKind>('neutral');
  readonly icon = input<IconName>();
  protected readonly paint = computed(() => KINDS[this.kind()]);
}

/** How many wait for me; nothing at 0, "99+" at most. `quiet` for muted groups. */
@Component({
  selector: 'ui-badge',
  template: `
    @if (count() > 0) {
      <span
        class="num block h-5.5 min-w-5.5 rounded-full px-1.75 text-center text-caption leading-5.5 font-semibold"
        [class]="quiet() ? 'bg-fill-2 text-ink-2' : 'bg-accent text-accent-ink'"
      >
        <span aria-hidden="true">{{ count() > 99 ? '99+' : count() }}</span>
        <span class="sr-only">{{ count() }} {{ unit() }}</span>
      </span>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Badge {
  readonly count = input.required<number>();
  readonly unit = input('unread');
  readonly quiet = input(false, { transform: booleanAttribute });
}

/** How far something is: `<ui-progress label="Upload of slides.pdf" [value]="3" [max]="8" />`. Without a value it only says that work goes on. */
@Component({
  selector: 'ui-progress',
  template: `
    <i
      class="block h-full rounded-full bg-accent"
      [class.breathe]="value() === null"
      [style.width.%]="percent()"
    ></i>
  `,
  host: {
    class: 'block h-1 overflow-hidden rounded-full bg-fill-2',
    role: 'progressbar',
    'aria-valuemin': '0',
    '[attr.aria-valuemax]': 'max()',
    '[attr.aria-valuenow]': 'value()',
    '[attr.aria-label]': 'label()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Progress {
  readonly label = input.required<string>();
  readonly value = input<number | null>(null);
  readonly max = input(100);
  protected readonly percent = computed(() => {
    const value = this.value();
    return value === null ? 100 : Math.min(100, Math.max(0, (100 * value) / this.max()));
  });
}
