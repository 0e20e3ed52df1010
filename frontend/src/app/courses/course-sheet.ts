import type { CourseDetail } from '@api/courses';
import type { Semester } from '@api/directory';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { form, maxLength, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { AuthService } from '../platform/session.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Picker } from '../platform/ui/picker.ts';
import type { Pick } from '../platform/ui/picker.ts';
import { CourseService } from './courses.api.ts';
import { semesterInWords } from './words.ts';

/** A course to change, or the semester in which a new one is made. */
export interface CourseSheetData {
  readonly course?: CourseDetail;
  readonly semester?: Semester | null;
}

interface Draft {
  code: string;
  title: string;
  description: string;
  instructor_id: readonly Pick[];
  class_ids: readonly Pick[];
}

/** Creates or changes a course; closes with what the server has then. */
@Component({
  selector: 'app-course-sheet',
  imports: [...FORM, Sheet, Button, Picker],
  template: `
    <ui-sheet [heading]="course ? 'Edit ' + course.title : 'New course'">
      <form id="course" class="grid gap-4" novalidate (submit)="submit($event)">
        @if (!course && data.semester; as semester) {
          <p class="text-callout text-ink-2">In {{ semesterInWords(semester) }}.</p>
        }
        <ui-field label="Code" [field]="form.code">
          <input uiInput placeholder="CSC 221" autocomplete="off" [formField]="form.code" />
        </ui-field>
        <ui-field label="Title" [field]="form.title">
          <input uiInput autocomplete="off" [formField]="form.title" />
        </ui-field>
        <ui-field label="What it is about" optional [field]="form.description">
          <textarea uiInput rows="3" [formField]="form.description"></textarea>
        </ui-field>
        @if (assigns()) {
          <ui-picker
            label="Lecturer"
            placeholder="Two letters of a name"
            person
            [search]="findLecturers"
            [formField]="form.instructor_id"
          />
          <ui-picker
            label="Classes that take it"
            placeholder="Type a class, such as CS-2021"
            multi
            [search]="findClasses"
            [formField]="form.class_ids"
          />
          <p class="-mt-2 text-note text-ink-3">
            Their students are enrolled at once; who joins or leaves a class later follows.
          </p>
        } @else if (!course) {
          <p class="text-callout text-ink-2">
            You will be its lecturer. You can enrol people and classes afterwards.
          </p>
        }
        <ui-form-error [form]="form" />
      </form>
      <div footer>
        <button uiButton type="button" (click)="ref.close()">Cancel</button>
        <button uiButton="primary" type="submit" form="course" [busy]="form().submitting()">
          {{ course ? 'Save' : 'Create course' }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CourseSheet {
  private readonly api = inject(CourseService);
  private readonly auth = inject(AuthService);
  protected readonly ref = inject<DialogRef<CourseDetail>>(DialogRef);
  protected readonly data = inject<CourseSheetData>(DIALOG_DATA);
  protected readonly course = this.data.course;
  protected readonly semesterInWords = semesterInWords;
  protected readonly assigns = computed(() => this.course?.may_assign ?? this.auth.user()?.role === 'admin');

  protected readonly form = form(
    signal<Draft>({
      code: this.course?.code ?? '',
      title: this.course?.title ?? '',
      description: this.course?.description ?? '',
      instructor_id: this.course?.instructor
        ? [{ id: this.course.instructor.id, name: this.course.instructor.full_name }]
        : [],
      class_ids: this.course?.classes ?? [],
    }),
    (path) => {
      required(path.code, { message: 'Give the course its code, such as CSC 221.' });
      maxLength(path.code, 40, { message: 'A code has at most 40 characters.' });
      required(path.title, { message: 'Give the course a title.' });
      maxLength(path.title, 200, { message: 'A title has at most 200 characters.' });
    },
  );

  protected readonly findLecturers = (query: string) => this.api.findPeople(query, ['faculty', 'admin']);
  protected readonly findClasses = (query: string) => this.api.findClasses(query);

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async ({ code, title, description, instructor_id, class_ids }) => {
      const input = {
        code,
        title,
        description,
        ...(this.assigns() && {
          instructor_id: instructor_id[0]?.id ?? null,
          class_ids: class_ids.map((one) => one.id),
        }),
      };
      const semester_id = this.data.semester?.id;
      const saved = this.course
        ? await this.api.change(this.course.id, input)
        : await this.api.create({ ...input, ...(semester_id && { semester_id }) });
      this.ref.close(saved);
    });
  }
}
