import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
} from '@angular/core';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';

export type ButtonKind = 'primary' | 'quiet' | 'plain' | 'danger' | 'danger-fill';

const KINDS: Record<ButtonKind, string> = {
  primary: 'bg-accent text-accent-ink active:bg-accent-press hover:bg-accent-press',
  quiet: 'bg-fill text-ink hover:bg-fill-2 active:bg-fill-2',
  plain: 'text-accent-text hover:bg-fill active:bg-fill-2',
  danger: 'bg-danger-soft text-danger hover:brightness-95 active:brightness-90',
  'danger-fill': 'bg-danger-fill text-accent-ink hover:brightness-95 active:brightness-90',
};
const OFF = 'bg-fill text-ink-3 cursor-default';

/**
 * `<button uiButton="primary" icon="plus" [busy]="form().submitting()">Add room</button>`, also on links. One primary per screen.
 * Busy keeps the label and the width, refuses presses and says so to a screen reader.
 */
@Component({
  selector: 'button[uiButton], a[uiButton]',
  imports: [Icon],
  template: `
    @if (busy()) {
      <span
        class="size-4.5 flex-none animate-spin rounded-full border-2 border-current border-t-transparent"
        aria-hidden="true"
      ></span>
    } @else if (icon(); as name) {
      <ui-icon [name]="name" [size]="18" />
    }
    <ng-content />
  `,
  host: {
    '[class]': 'classes()',
    '[attr.disabled]': 'disabled() ? "" : null',
    '[attr.aria-disabled]': 'busy() || disabled() || null',
    '[attr.aria-busy]': 'busy() || null',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Button {
  readonly uiButton = input<ButtonKind | ''>('');
  readonly icon = input<IconName>();
  readonly big = input(false, { transform: booleanAttribute });
  readonly wide = input(false, { transform: booleanAttribute });
  readonly busy = input(false, { transform: booleanAttribute });
  readonly disabled = input(false, { transform: booleanAttribute });

  protected readonly classes = computed(() => {
    const kind = this.uiButton() || 'quiet';
    const size = this.big() ? 'min-h-12.5 rounded-[14px] text-body' : 'min-h-11 rounded-control text-callout';
    const room = kind === 'plain' ? 'px-3' : this.big() ? 'px-6.5' : 'px-5';
    const paint = this.disabled() ? OFF : KINDS[kind];
    return `inline-flex items-center justify-center gap-2 font-semibold whitespace-nowrap select-none transition-[scale,background-color,filter] duration-(--d-press) ease-out active:not-aria-disabled:scale-[0.975] ${size} ${room} ${paint} ${this.wide() ? 'w-full' : ''}`;
  });

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // While capturing: the screen's own (click) was registered earlier and would run before a host listener.
    element.addEventListener('click', (event) => this.hold(event), { capture: true });
  }

  private hold(event: Event): void {
    if (!this.busy() && !this.disabled()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

/** `<button uiIconButton="x" label="Close">`: round, 44, always with a label. `on` is accent, `filled` stands on a veil. */
@Component({
  selector: 'button[uiIconButton], a[uiIconButton]',
  imports: [Icon],
  template: `
    <ui-icon [name]="uiIconButton()" [size]="size()" />
    <ng-content />
  `,
  host: {
    '[class]': 'classes()',
    '[attr.aria-label]': 'label()',
    '[attr.title]': 'label()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IconButton {
  readonly uiIconButton = input.required<IconName>();
  readonly label = input.required<string>();
  readonly size = input(22);
  readonly on = input(false, { transform: booleanAttribute });
  readonly filled = input(false, { transform: booleanAttribute });

  protected readonly classes = computed(() => {
    const paint = this.on()
      ? 'text-accent-text bg-accent-soft'
      : this.filled()
        ? 'bg-fill text-ink hover:bg-fill-2'
        : 'text-ink-2 hover:bg-fill active:bg-fill-2';
    return `relative inline-grid size-11 flex-none place-items-center rounded-full transition-colors duration-(--d-quick) disabled:text-ink-3 disabled:bg-transparent ${paint}`;
  });
}
