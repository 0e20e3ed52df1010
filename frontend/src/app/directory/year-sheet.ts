import type { AcademicYear } from '@api/directory';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { dayRange, SemestersApi } from './semesters.api.ts';

/** The year that comes: from September of this one. */
function comingYear() {
  const year = new Date().getFullYear();
  return { name: `${year}/${year + 1}`, starts_on: `${year}-09-01`, ends_on: `${year + 1}-08-31` };
}

/** Adds an academic year, or changes or deletes the given one. Closes with what happened, in a sentence. */
@Component({
  selector: 'app-year-sheet',
  imports: [...FORM, Sheet, Button],
  template: `
    <ui-sheet [heading]="year?.name ?? 'Add academic year'">
      <form id="year" class="grid gap-4" novalidate (submit)="keep($event)">
        <ui-field label="Name" hint="Such as 2025/2026." [field]="form.name">
          <input uiInput cdkFocusInitial autocomplete="off" [formField]="form.name" />
        </ui-field>
        <div class="grid grid-cols-2 gap-3">
          <ui-field label="First day" [field]="form.starts_on">
            <input uiInput type="date" [formField]="form.starts_on" />
          </ui-field>
          <ui-field label="Last day" [field]="form.ends_on">
            <input uiInput type="date" [formField]="form.ends_on" />
          </ui-field>
        </div>
        <ui-form-error [form]="form" />
      </form>
      @if (year && year.semester_count === 0) {
        <div class="mt-6 border-t border-line pt-5">
          <button uiButton="danger" icon="trash-2" type="button" (click)="remove(year)">Delete year</button>
        </div>
      }
      <div footer>
        <button uiButton="primary" type="submit" form="year" [busy]="form().submitting()">
          {{ year ? 'Save changes' : 'Add academic year' }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class YearSheet {
  private readonly api = inject(SemestersApi);
  private readonly toasts = inject(Toasts);
  private readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly year = inject<AcademicYear | null>(DIALOG_DATA);

  protected readonly form = form(
    signal(
      this.year
        ? { name: this.year.name, starts_on: this.year.starts_on, ends_on: this.year.ends_on }
        : comingYear(),
    ),
    (path) => {
      required(path.name, { message: 'Give the year a name.' });
      required(path.starts_on, { message: 'Choose the first day.' });
      required(path.ends_on, { message: 'Choose the last day.' });
    },
  );

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async (value) => {
      const year = await this.api.keepYear(value, this.year?.id);
      this.ref.close(`${year.name} runs ${dayRange(year.starts_on, year.ends_on)}.`);
    });
  }

  /** It has no semesters, so nothing is lost with it: no question asked. */
  protected async remove(year: AcademicYear): Promise<void> {
    try {
      await this.api.deleteYear(year.id);
      this.ref.close(`${year.name} is deleted.`);
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
