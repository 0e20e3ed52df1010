import type { Department } from '@api/school';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { form, maxLength, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Overlays, Sheet } from '../platform/ui/overlays.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { SchoolApi } from './school.api.ts';

/** Adds a department, or changes or deletes the given one. Closes with what happened, in a sentence. */
@Component({
  selector: 'app-department-sheet',
  imports: [...FORM, Sheet, Button],
  template: `
    <ui-sheet [heading]="department?.name ?? 'Add department'">
      <form id="department" class="grid gap-4" novalidate (submit)="keep($event)">
        <ui-field label="Name" [field]="form.name">
          <input uiInput cdkFocusInitial autocomplete="off" [formField]="form.name" />
        </ui-field>
        <ui-field label="Short form" hint="Such as CS. Class names begin with it." [field]="form.code">
          <input uiInput autocomplete="off" autocapitalize="characters" [formField]="form.code" />
        </ui-field>
        <ui-form-error [form]="form" />
      </form>
      @if (department) {
        <div class="mt-6 border-t border-line pt-5">
          <button uiButton="danger" icon="trash-2" type="button" (click)="remove(department)">
            Delete department
          </button>
        </div>
      }
      <div footer>
        <button uiButton="primary" type="submit" form="department" [busy]="form().submitting()">
          {{ department ? 'Save changes' : 'Add department' }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DepartmentSheet {
  private readonly api = inject(SchoolApi);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly department = inject<Department | null>(DIALOG_DATA);

  protected readonly form = form(
    signal({ name: this.department?.name ?? '', code: this.department?.code ?? '' }),
    (path) => {
      required(path.name, { message: 'Give the department a name.' });
      required(path.code, { message: 'Give it a short form.' });
      maxLength(path.code, 12, { message: 'Keep the short form to 12 characters.' });
    },
  );

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async (value) => {
      const { name, code } = await this.api.keepDepartment(value, this.department?.id);
      this.ref.close(`${name} is ${code} in short.`);
    });
  }

  protected async remove(department: Department): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Delete ${department.name}?`,
      text: 'A department that has classes or courses stays, and you are told.',
      action: 'Delete department',
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.delete('departments', department.id);
      this.ref.close(`${department.name} is deleted.`);
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
