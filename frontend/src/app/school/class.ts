import type { ClassStudent, SchoolClass } from '@api/school';
import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Titles } from '../platform/titles.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { AddStudentsSheet } from './add-students-sheet.ts';
import { ClassSheet } from './class-sheet.ts';
import { counted, SchoolApi } from './school.api.ts';
import type { List } from './school.api.ts';

/** One class and its students. */
@Component({
  selector: 'app-class',
  imports: [Page, Loaded, Row, Avatar, Button, IconButton, Empty, ...MENU],
  template: `
    <ui-page [heading]="name()" [note]="note()" [back]="{ label: 'Classes', link: '/admin/classes' }">
      <button action uiButton="primary" class="max-md:w-full" icon="user-plus" type="button" (click)="add()">
        Add students
      </button>
      <button actions type="button" uiIconButton="ellipsis" label="More" [cdkMenuTriggerFor]="menu"></button>
      <ul class="list list-pic" *uiLoaded="students; what: 'The students'; rows: 6; picture: true; let page">
        @for (student of page.items; track student.id) {
          <li>
            <div uiRow [name]="student.full_name">
              <ui-avatar start [id]="student.id" [name]="student.full_name" [url]="student.avatar_url" />
              <button
                end
                type="button"
                uiIconButton="user-minus"
                [label]="'Take ' + student.full_name + ' out of the class'"
                [disabled]="leaving().has(student.id)"
                (click)="remove(student)"
              ></button>
            </div>
          </li>
        } @empty {
          <li>
            <ui-empty
              icon="graduation-cap"
              heading="No students yet"
              text="Whoever is in the class takes its courses and sees its timetable."
            >
              <button uiButton type="button" (click)="add()">Add students</button>
            </ui-empty>
          </li>
        }
      </ul>
    </ui-page>
    <ng-template #menu>
      <div uiMenu>
        <button uiMenuItem icon="pencil" (triggered)="edit()">Change class</button>
        <button uiMenuItem icon="trash-2" danger (triggered)="delete()">Delete class</button>
      </div>
    </ng-template>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassPage {
  private readonly api = inject(SchoolApi);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly titles = inject(Titles);
  private readonly router = inject(Router);

  readonly id = input.required<string>();

  protected readonly class = httpResource<SchoolClass>(() => `/api/classes/${this.id()}/`);
  protected readonly students = httpResource<List<ClassStudent>>(() => `/api/classes/${this.id()}/students`);
  protected readonly leaving = signal<ReadonlySet<number>>(new Set());

  private readonly known = computed(() => (this.class.hasValue() ? this.class.value() : undefined));
  protected readonly name = computed(() => this.known()?.name ?? 'Class');
  protected readonly note = computed(() => {
    const known = this.known();
    const year = known?.intake_year && `since ${known.intake_year}`;
    const students = known && counted(known.student_count, 'student');
    return [known?.department?.name, year, students].filter(Boolean).join(', ');
  });

  constructor() {
    effect(() => this.titles.set(this.name()));
  }

  protected async add(): Promise<void> {
    const fact = await this.overlays.open<string, SchoolClass | undefined>(AddStudentsSheet, {
      data: this.known(),
      side: true,
    });
    if (!fact) return;
    this.readAgain();
    this.toasts.say(fact);
  }

  protected async edit(): Promise<void> {
    const changed = await this.overlays.open<SchoolClass, SchoolClass | undefined>(ClassSheet, {
      data: this.known(),
      side: true,
    });
    if (!changed) return;
    this.readAgain();
    this.toasts.say(`${changed.name} is saved.`);
  }

  protected async remove(student: ClassStudent): Promise<void> {
    this.leaving.update((ids) => new Set(ids).add(student.id));
    try {
      await this.api.removeStudent(Number(this.id()), student);
      this.toasts.say(`${student.full_name} is out of ${this.name()}.`, {
        label: 'Undo',
        run: () => this.putBack(student),
      });
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.leaving.update((ids) => new Set([...ids].filter((id) => id !== student.id)));
      this.readAgain();
    }
  }

  private async putBack(student: ClassStudent): Promise<void> {
    try {
      await this.api.addStudents(Number(this.id()), [student.id]);
      this.readAgain();
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected async delete(): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Delete ${this.name()}?`,
      text: 'A class that has students or takes courses stays, and you are told.',
      action: 'Delete class',
      danger: true,
    });
    if (!sure) return;
    try {
      await this.api.delete('classes', Number(this.id()));
      this.toasts.say(`${this.name()} is deleted.`);
      await this.router.navigateByUrl('/admin/classes');
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private readAgain(): void {
    this.class.reload();
    this.students.reload();
  }
}
