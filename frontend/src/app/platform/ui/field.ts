import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  contentChild,
  Directive,
  ElementRef,
  inject,
  input,
  model,
  signal,
} from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { FormField, FormRoot } from '@angular/forms/signals';
import { IconButton } from './button.ts';
import { Icon } from './icon.ts';

let serial = 0;

/** On the native control inside a `ui-field`: `<input uiInput [formField]="form.title" />`, also textarea and select. */
@Directive({
  selector: 'input[uiInput], textarea[uiInput], select[uiInput]',
  host: {
    class:
      'w-full min-w-0 flex-1 bg-transparent outline-none text-body disabled:text-ink-3 [&:is(input,select)]:h-11.5 [&:is(select)]:-ml-1 [&:is(textarea)]:min-h-24 [&:is(textarea)]:resize-none [&:is(textarea)]:py-3 [&:is(textarea)]:field-sizing-content',
    '[id]': 'id',
    '[attr.aria-invalid]': 'field.problem() ? true : null',
    '[attr.aria-describedby]': 'field.describedBy()',
    '[attr.aria-required]': 'field.required() || null',
  },
})
export class Input {
  protected readonly field = inject(Field);
  readonly element =
    inject<ElementRef<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>>(ElementRef).nativeElement;
  readonly id = `field-${++serial}`;
}

/**
 * Label above, control, then a hint or what is wrong. With `[field]` it shows the form's own sentence once the person left the field
 * or pressed save; without a form give `error` yourself. `reveal` adds the eye for passwords.
 */
@Component({
  selector: 'ui-field',
  imports: [IconButton],
  template: `
    <label class="mb-1.5 flex justify-between text-note font-medium text-ink-2" [attr.for]="control()?.id">
      <span>{{ label() }}</span>
      @if (optional()) {
        <span class="font-normal text-ink-3">optional</span>
      }
    </label>
    <div
      class="flex min-h-12 w-full items-center gap-2.5 rounded-control bg-surface pl-3.5 inset-ring transition-shadow duration-(--d-press) focus-within:inset-ring-2 focus-within:inset-ring-accent-text has-disabled:bg-fill"
      [class]="
        (reveal() ? 'pr-0.5 ' : 'pr-3.5 ') +
        (problem() ? 'inset-ring-[1.5px] inset-ring-danger' : 'inset-ring-line-2')
      "
    >
      <ng-content />
      @if (reveal()) {
        <button
          type="button"
          [uiIconButton]="shown() ? 'eye-off' : 'eye'"
          [label]="shown() ? 'Hide password' : 'Show password'"
          (click)="toggle()"
        ></button>
      }
    </div>
    @if (problem(); as sentence) {
      <p class="mt-1.5 text-note text-danger" [id]="messageId">{{ sentence }}</p>
    } @else if (hint()) {
      <p class="mt-1.5 text-note text-ink-3" [id]="messageId">{{ hint() }}</p>
    }
  `,
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly error = input('');
  readonly field = input<FieldTree<unknown>>();
  readonly reveal = input(false, { transform: booleanAttribute });
  readonly optional = input(false, { transform: booleanAttribute });

  protected readonly control = contentChild(Input);
  protected readonly shown = signal(false);
  protected readonly messageId = `field-message-${++serial}`;

  readonly required = computed(() => this.field()?.().required() ?? false);
  readonly problem = computed(() => {
    const state = this.field()?.();
    if (!state) return this.error();
    const first = state.touched() ? state.errors()[0] : undefined;
    return first ? (first.message ?? 'Check this.') : this.error();
  });
  readonly describedBy = computed(() => (this.problem() || this.hint() ? this.messageId : null));

  protected toggle(): void {
    this.shown.update((shown) => !shown);
    const element = this.control()?.element;
    if (element instanceof HTMLInputElement) element.type = this.shown() ? 'text' : 'password';
    element?.focus();
  }
}

/** What the server refused and no field can say. `<ui-form-error [form]="form" />` above the buttons. */
@Component({
  selector: 'ui-form-error',
  imports: [Icon],
  template: `
    @if (sentence(); as text) {
      <p
        class="arrive flex items-start gap-2.5 rounded-control bg-danger-soft px-3.5 py-3 text-callout text-danger"
      >
        <ui-icon name="triangle-alert" [size]="18" class="mt-0.5" />
        {{ text }}
      </p>
    }
  `,
  host: { class: 'block', role: 'alert', '[class.hidden]': '!sentence()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FormError {
  readonly form = input.required<FieldTree<unknown>>();
  protected readonly sentence = computed(() => this.form()().errors()[0]?.message);
}

/** A search box on a veil: `<ui-search label="Search people" placeholder="Name, e-mail or class" [(value)]="query" />`. */
@Component({
  selector: 'ui-search',
  imports: [Icon, IconButton],
  template: `
    <ui-icon name="search" [size]="18" class="text-ink-2" />
    <input
      type="search"
      class="h-11 w-full min-w-0 flex-1 bg-transparent outline-none [&::-webkit-search-cancel-button]:hidden"
      [attr.aria-label]="label()"
      [placeholder]="placeholder()"
      [value]="value()"
      (input)="value.set($any($event.target).value)"
      (keydown.escape)="value.set('')"
    />
    @if (value()) {
      <button type="button" uiIconButton="x" [size]="18" label="Clear" (click)="value.set('')"></button>
    }
  `,
  host: {
    class:
      'flex min-h-11 items-center gap-2.5 rounded-control bg-fill pl-3.5 focus-within:inset-ring-2 focus-within:inset-ring-accent-text',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Search {
  readonly label = input.required<string>();
  readonly placeholder = input('');
  readonly value = model('');
}

/** Everything a form's template needs: `imports: [...FORM, Button]`. */
export const FORM = [FormRoot, FormField, Field, Input, FormError] as const;
