import type { SchoolClass } from '@api/school';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, minLength } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Picker } from '../platform/ui/picker.ts';
import type { Pick } from '../platform/ui/picker.ts';
import { counted, SchoolApi } from './school.api.ts';

/** Picks students for a class. Closes with what happened, in a sentence. */
@Component({
  selector: 'app-add-students-sheet',
  imports: [...FORM, Sheet, Button, Picker],
  template: `
    <ui-sheet [heading]="'Add students to ' + class.name">
      <form id="students" class="grid content-start gap-4 max-md:min-h-100" novalidate (submit)="add($event)">
        <ui-picker label="Students" multi person [search]="find" [formField]="form.students" />
        <p class="text-note text-ink-3">
          A student is in one class. Who is in another one now moves here, courses and timetable included.
        </p>
        <ui-form-error [form]="form" />
      </form>
      <div footer>
        <button uiButton="primary" type="submit" form="students" [busy]="form().submitting()">
          {{ label() }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AddStudentsSheet {
  private readonly api = inject(SchoolApi);
  private readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly class = inject<SchoolClass>(DIALOG_DATA);

  protected readonly form = form(signal<{ students: readonly Pick[] }>({ students: [] }), (path) => {
    minLength(path.students, 1, { message: 'Choose at least one student.' });
  });
  protected readonly label = computed(() => {
    const count = this.form.students().value().length;
    return count === 0 ? 'Add students' : `Add ${counted(count, 'student')}`;
  });

  protected readonly find = async (query: string): Promise<readonly Pick[]> =>
    (await this.api.findStudents(query)).map(({ id, full_name, email, avatar_url }) => ({
      id,
      name: full_name,
      note: email,
      avatar_url,
    }));

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async ({ students }) => {
      const { added, moved } = await this.api.addStudents(
        this.class.id,
        students.map((one) => one.id),
      );
      const here = `${counted(added, 'student')} added to ${this.class.name}.`;
      const from = moved.length > 0 ? ` ${moved.length} came from another class.` : '';
      this.ref.close(added > 0 ? here + from : `They were in ${this.class.name} already.`);
    });
  }
}
