import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  linkedSignal,
} from '@angular/core';
import { courseTone, initials, personTone, tileLetters } from '../tone.ts';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';

/** A person: photo, or two initials on the person's tone. Decoration: the name stands beside it, else give `described`. */
@Component({
  selector: 'ui-avatar',
  template: `
    @if (shown(); as src) {
      <img
        class="size-full rounded-full object-cover"
        alt=""
        loading="lazy"
        [src]="src"
        (error)="shown.set(null)"
      />
    } @else {
      {{ letters() }}
    }
    @if (online()) {
      <i
        class="absolute size-2.75 rounded-full border-2 border-(--under,var(--surface)) bg-[light-dark(oklch(0.6_0.15_150),oklch(0.74_0.16_150))]"
        [style.right.px]="size() * 0.147 - 7"
        [style.bottom.px]="size() * 0.147 - 7"
      ></i>
    }
  `,
  host: {
    class:
      'relative inline-grid flex-none place-items-center rounded-full leading-none font-semibold tracking-normal select-none',
    '[style.width.px]': 'size()',
    '[style.height.px]': 'size()',
    '[style.font-size.px]': 'size() * 0.37',
    '[style.background-color]': 'shown() ? null : tone().soft',
    '[style.color]': 'tone().ink',
    '[attr.role]': 'described() ? "img" : null',
    '[attr.aria-label]': 'described() ? name() + (online() ? ", here" : "") : null',
    '[attr.aria-hidden]': 'described() ? null : true',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Avatar {
  readonly id = input.required<number>();
  readonly name = input.required<string>();
  readonly url = input<string | null>(null);
  readonly size = input(40);
  readonly online = input(false, { transform: booleanAttribute });
  readonly described = input(false, { transform: booleanAttribute });

  protected readonly shown = linkedSignal(() => this.url());
  protected readonly letters = computed(() => initials(this.name()));
  protected readonly tone = computed(() => personTone(this.id()));
}

/** A course or a group: two letters or an icon on the course's colour. A group without a course takes its own id as `courseId`. */
@Component({
  selector: 'ui-tile',
  imports: [Icon],
  template: `
    @if (icon(); as name) {
      <ui-icon [name]="name" [size]="size() > 36 ? 22 : 18" />
    } @else {
      {{ letters() }}
    }
  `,
  host: {
    class: 'inline-grid flex-none place-items-center leading-none font-semibold select-none',
    'aria-hidden': 'true',
    '[style.width.px]': 'size()',
    '[style.height.px]': 'size()',
    '[style.border-radius.px]': 'size() * 0.28',
    '[style.font-size.px]': 'size() * 0.34',
    '[style.background-color]': 'tone().soft',
    '[style.color]': 'tone().ink',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Tile {
  readonly courseId = input.required<number>();
  readonly name = input('');
  readonly icon = input<IconName>();
  readonly size = input(40);

  protected readonly letters = computed(() => tileLetters(this.name()));
  protected readonly tone = computed(() => courseTone(this.courseId()));
}

/** The small mark of a course beside a time. */
@Component({
  selector: 'ui-dot',
  template: '',
  host: {
    class: 'inline-block size-2.5 flex-none rounded-mark',
    'aria-hidden': 'true',
    '[style.background-color]': 'tone().dot',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Dot {
  readonly courseId = input.required<number>();
  protected readonly tone = computed(() => courseTone(this.courseId()));
}
