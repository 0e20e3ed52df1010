import { ChangeDetectionStrategy, Component, input, model, output } from '@angular/core';
import type { FormCheckboxControl } from '@angular/forms/signals';
import { Icon } from './icon.ts';

/** `<ui-checkbox [formField]="form.agreed">I agree</ui-checkbox>` or `[(checked)]`. A row that selects gives `label` instead of content. */
@Component({
  selector: 'ui-checkbox',
  imports: [Icon],
  template: `
    <label class="flex min-h-11 items-center gap-3 has-disabled:text-ink-3">
      <input
        type="checkbox"
        class="peer sr-only"
        [checked]="checked()"
        [disabled]="disabled()"
        [attr.aria-label]="label() || null"
        (change)="checked.set($any($event.target).checked)"
        (blur)="touch.emit()"
      />
      <span
        class="grid size-5 flex-none place-items-center rounded-[6px] text-transparent inset-ring-[1.5px] inset-ring-edge outline-accent-text peer-checked:bg-accent peer-checked:text-accent-ink peer-checked:inset-ring-0 peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-disabled:opacity-50"
        aria-hidden="true"
      >
        <ui-icon name="check" [size]="15" />
      </span>
      <span class="text-callout empty:hidden"><ng-content /></span>
    </label>
  `,
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Checkbox implements FormCheckboxControl {
  readonly checked = model(false);
  readonly disabled = input(false);
  readonly label = input('');
  readonly touch = output();
}

/** On or off at once, without a save button. The label stands left, the switch right. */
@Component({
  selector: 'ui-switch',
  template: `
    <label class="flex min-h-13 items-center justify-between gap-4 has-disabled:text-ink-3">
      <span class="min-w-0"><ng-content /></span>
      <input
        type="checkbox"
        role="switch"
        class="peer sr-only"
        [checked]="checked()"
        [disabled]="disabled()"
        (change)="checked.set($any($event.target).checked)"
        (blur)="touch.emit()"
      />
      <span
        class="relative h-7.5 w-12.5 flex-none rounded-full bg-fill-2 inset-ring inset-ring-edge outline-accent-text transition-colors duration-(--d-quick) after:absolute after:top-1 after:left-1 after:size-5.5 after:rounded-full after:bg-edge after:transition-[translate] after:duration-(--d-quick) peer-checked:bg-accent peer-checked:inset-ring-0 peer-checked:after:translate-x-5 peer-checked:after:bg-accent-ink peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-disabled:opacity-50"
        aria-hidden="true"
      ></span>
    </label>
  `,
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Switch implements FormCheckboxControl {
  readonly checked = model(false);
  readonly disabled = input(false);
  readonly touch = output();
}
