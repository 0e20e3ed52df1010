import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import type { Me } from '../platform/session.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { ProfileApi } from './profile.api.ts';

/** Name and time zone. */
@Component({
  selector: 'app-person-form',
  imports: [...FORM, Button],
  template: `
    <form class="grid gap-4" novalidate (submit)="keep($event)">
      <ui-field label="Full name" hint="As others see it." [field]="form.full_name">
        <input uiInput autocomplete="name" [formField]="form.full_name" />
      </ui-field>
      <ui-field label="Time zone" [hint]="zoneHint()" [field]="form.time_zone">
        <select uiInput [formField]="form.time_zone">
          @for (zone of zones(); track zone) {
            <option [value]="zone">{{ zone.replaceAll('_', ' ') }}</option>
          }
        </select>
      </ui-field>
      <ui-form-error [form]="form" />
      <div>
        <button uiButton="primary" type="submit" [busy]="form().submitting()" [disabled]="!changed()">
          Save changes
        </button>
      </div>
    </form>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonForm {
  private readonly api = inject(ProfileApi);
  private readonly toasts = inject(Toasts);

  readonly person = input.required<Me>();

  protected readonly form = form(
    linkedSignal(() => ({ full_name: this.person().full_name, time_zone: this.person().time_zone })),
    (path) => required(path.full_name, { message: 'Write your name as others should see it.' }),
  );
  protected readonly zones = computed(() => [
    ...new Set([this.person().time_zone, ...Intl.supportedValuesOf('timeZone')]),
  ]);
  protected readonly zoneHint = computed(() => {
    const timeZone = this.form.time_zone().value();
    const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format();
    return `It is ${time} there. All times are shown in this zone.`;
  });
  protected readonly changed = computed(() => {
    const { full_name, time_zone } = this.form().value();
    return full_name !== this.person().full_name || time_zone !== this.person().time_zone;
  });

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    const { full_name, time_zone } = this.form().value();
    if (await save(this.form, (value) => this.api.update(value))) {
      this.toasts.say(`You are ${full_name.trim()} now, in ${time_zone.replaceAll('_', ' ')}.`);
    }
  }
}
