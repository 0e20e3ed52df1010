import type { AcademicYear, Semester } from '@api/directory';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { disabled, form, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { Switch } from '../platform/ui/checkbox.ts';
import { FORM } from '../platform/ui/field.ts';
import { Overlays, Sheet } from '../platform/ui/overlays.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { dayRange, semesterName, SemestersApi } from './semesters.api.ts';

export interface SemesterSheetData {
  readonly year: AcademicYear;
  readonly semester: Semester | undefined;
  /** The semesters that the year has already. */
  readonly taken: readonly string[];
  /** No semester exists yet, so the first one will be current. */
  readonly first: boolean;
}

const NAMES = [
  { value: '1', label: 'Semester 1' },
  { value: '2', label: 'Semester 2' },
  { value: 'Summer', label: 'Summer' },
] as const;
type Name = (typeof NAMES)[number]['value'];
const nameOf = (name: string | undefined): Name | undefined => NAMES.find((one) => one.value === name)?.value;

/** Adds a semester to a year, or changes, closes or deletes the given one. Closes with what happened. */
@Component({
  selector: 'app-semester-sheet',
  imports: [...FORM, Sheet, Button, Segmented, Switch],
  templateUrl: './semester-sheet.html',
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SemesterSheet {
  private readonly api = inject(SemestersApi);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly ref = inject<DialogRef<string>>(DialogRef);
  protected readonly data = inject<SemesterSheetData>(DIALOG_DATA);
  protected readonly semester = this.data.semester;
  protected readonly closed = Boolean(this.semester?.closed_at);
  protected readonly names = NAMES;
  protected readonly full = `${semesterName(this.semester?.name ?? '')} of ${this.data.year.name}`;
  private readonly free: Name = NAMES.find((one) => !this.data.taken.includes(one.value))?.value ?? '1';
  protected readonly busy = signal(false);
  protected readonly yearHint = `${this.data.year.name} runs ${dayRange(this.data.year.starts_on, this.data.year.ends_on)}.`;

  protected readonly form = form(
    signal({
      name: nameOf(this.semester?.name) ?? this.free,
      starts_on: this.semester?.starts_on ?? this.data.year.starts_on,
      ends_on: this.semester?.ends_on ?? '',
      is_current: this.semester?.is_current ?? this.data.first,
    }),
    (path) => {
      required(path.starts_on, { message: 'Choose the first day.' });
      required(path.ends_on, { message: 'Choose the last day.' });
      disabled(path, () => this.closed);
      disabled(path.is_current, () => this.semester?.is_current === true);
    },
  );

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async ({ is_current, ...value }) => {
      const mark = is_current && !this.semester?.is_current ? { is_current } : {};
      const kept = this.semester
        ? await this.api.changeSemester(this.semester.id, { ...value, ...mark })
        : await this.api.addSemester({ ...value, ...mark, academic_year_id: this.data.year.id });
      const name = `${semesterName(kept.name)} of ${kept.academic_year}`;
      this.ref.close(
        mark.is_current
          ? `${name} is the current semester now.`
          : `${name} runs ${dayRange(kept.starts_on, kept.ends_on)}.`,
      );
    });
  }

  protected async close(semester: Semester): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Close ${this.full}?`,
      text: 'Its courses, timetable and enrolments stay readable and change no more, for lecturers too. You can open it again.',
      action: 'Close semester',
    });
    if (sure) await this.setClosed(semester, true);
  }

  protected setClosed(semester: Semester, closed: boolean): Promise<void> {
    return this.during(async () => {
      await this.api.changeSemester(semester.id, { closed });
      this.ref.close(closed ? `${this.full} is closed.` : `${this.full} is open again.`);
    });
  }

  protected async remove(semester: Semester): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Delete ${this.full}?`,
      text: 'A semester that has courses stays, and you are told.',
      action: 'Delete semester',
      danger: true,
    });
    if (!sure) return;
    await this.during(async () => {
      await this.api.deleteSemester(semester.id);
      this.ref.close(`${this.full} is deleted.`);
    });
  }

  private async during(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.busy.set(false);
    }
  }
}
