import { ChangeDetectionStrategy, Component, input, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
}

let serial = 0;

/** Two to four views of the same thing, or a choice in a form: `<ui-segmented label="View" [choices]="views" [(value)]="view" />`. */
@Component({
  selector: 'ui-segmented',
  template: `
    <div role="radiogroup" class="flex flex-wrap rounded-control bg-fill p-0.75" [attr.aria-label]="label()">
      @for (choice of choices(); track choice.value) {
        <label
          class="relative flex min-h-9.5 flex-1 items-center justify-center rounded-[9px] px-2 text-note font-medium whitespace-nowrap text-ink-2 outline-accent-text transition-colors duration-(--d-quick) after:absolute after:inset-x-0 after:-inset-y-0.75 has-checked:bg-seg has-checked:font-semibold has-checked:text-ink has-checked:shadow-seg has-focus-visible:outline-2 md:px-4"
        >
          <input
            type="radio"
            class="sr-only"
            [name]="name_"
            [checked]="choice.value === value()"
            [disabled]="disabled()"
            (change)="value.set(choice.value)"
            (blur)="touch.emit()"
          />
          {{ choice.label }}
        </label>
      }
    </div>
  `,
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Segmented<T> implements FormValueControl<T> {
  readonly label = input.required<string>();
  readonly choices = input.required<readonly Choice<T>[]>();
  readonly value = model.required<T>();
  readonly disabled = input(false);
  readonly touch = output();
  protected readonly name_ = `segmented-${++serial}`;
}
