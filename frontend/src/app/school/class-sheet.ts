import type { SchoolClass } from '@api/school';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { form, max, min, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { SchoolApi } from './school.api.ts';

/** Adds a class or changes the given one. Closes with the class. */
@Component({
  selector: 'app-class-sheet',
  imports: [...FORM, Sheet, Button],
  template: `
    <ui-sheet [heading]="given ? 'Change ' + given.name : 'Add class'">
      <form id="class" class="grid gap-4" novalidate (submit)="keep($event)">
        <ui-field label="Name" hint="Department and year, such as CS-2021." [field]="form.name">
          <input uiInput cdkFocusInitial autocomplete="off" [formField]="form.name" />
        </ui-field>
        <ui-field label="Department" optional [field]="form.department_id">
          <select uiInput [formField]="form.department_id">
            <option value="">None</option>
            @for (one of departments.value()?.items ?? []; track one.id) {
              <option [value]="'' + one.id">{{ one.name }}</option>
            }
          </select>
        </ui-field>
        <ui-field label="Year of intake" optional [field]="form.intake_year">
          <input uiInput type="number" inputmode="numeric" [formField]="form.intake_year" />
        </ui-field>
        <ui-form-error [form]="form" />
      </form>
      <div footer>
        <button uiButton="primary" type="submit" form="class" [busy]="form().submitting()">
          {{ given ? 'Save changes' : 'Add class' }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassSheet {
  private readonly api = inject(SchoolApi);
  private readonly ref = inject<DialogRef<SchoolClass>>(DialogRef);
  protected readonly given = inject<SchoolClass | null>(DIALOG_DATA);
  protected readonly departments = this.api.departments();

  protected readonly form = form(
    signal<{ name: string; department_id: string; intake_year: number | null }>({
      name: this.given?.name ?? '',
      department_id: String(this.given?.department?.id ?? ''),
      intake_year: this.given ? this.given.intake_year : new Date().getFullYear(),
    }),
    (path) => {
      required(path.name, { message: 'Give the class a name.' });
      min(path.intake_year, 1900, { message: 'Write a year such as 2021.' });
      max(path.intake_year, 2200, { message: 'Write a year such as 2021.' });
    },
  );

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async ({ name, department_id, intake_year }) => {
      const values = { name, department_id: Number(department_id) || null, intake_year };
      this.ref.close(await this.api.keepClass(values, this.given?.id));
    });
  }
}
