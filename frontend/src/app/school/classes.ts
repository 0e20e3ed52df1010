import type { SchoolClass } from '@api/school';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Tile } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Search } from '../platform/ui/field.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { ClassSheet } from './class-sheet.ts';
import { counted, SchoolApi } from './school.api.ts';

/** Where a list becomes long enough to search in. */
const MANY = 12;

@Component({
  selector: 'app-classes',
  imports: [Page, Loaded, Row, Tile, Empty, Button, Search, RouterLink],
  template: `
    <ui-page heading="Classes" [note]="note()">
      <button actions uiButton="primary" icon="plus" type="button" (click)="add()">Add class</button>
      <ng-container *uiLoaded="classes; what: 'The classes'; rows: 6; picture: true; let page">
        @if (page.items.length > many) {
          <ui-search
            class="mb-3"
            label="Search classes"
            placeholder="Class or department"
            [(value)]="query"
          />
        }
        <ul class="list list-pic">
          @for (one of found(); track one.id) {
            <li>
              <a
                uiRow
                twoLines
                [name]="one.name"
                [note]="one.department?.name ?? null"
                [routerLink]="[one.id]"
              >
                <ui-tile start [courseId]="one.department?.id ?? one.id" [name]="one.name" />
                <span end class="num">{{ students(one) }}</span>
              </a>
            </li>
          } @empty {
            <li>
              @if (query()) {
                <ui-empty icon="search" [heading]="'No class matches “' + query() + '”'" />
              } @else {
                <ui-empty
                  icon="graduation-cap"
                  heading="No classes yet"
                  text="A class is the students who began together and share a timetable, such as CS-2021."
                >
                  <button uiButton type="button" (click)="add()">Add the first class</button>
                </ui-empty>
              }
            </li>
          }
        </ul>
      </ng-container>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Classes {
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  protected readonly classes = inject(SchoolApi).classes();
  protected readonly many = MANY;
  protected readonly query = signal('');

  private readonly all = computed(() => (this.classes.hasValue() ? this.classes.value().items : []));
  protected readonly found = computed(() => {
    const wanted = this.query().trim().toLowerCase();
    return this.all().filter((one) =>
      `${one.name} ${one.department?.name ?? ''} ${one.department?.code ?? ''}`
        .toLowerCase()
        .includes(wanted),
    );
  });
  protected readonly note = computed(() => {
    const students = this.all().reduce((sum, one) => sum + one.student_count, 0);
    return this.all().length > 0
      ? `${counted(this.all().length, 'class', 'classes')}, ${counted(students, 'student')}`
      : '';
  });
  protected readonly students = (one: SchoolClass) => counted(one.student_count, 'student');

  protected async add(): Promise<void> {
    const made = await this.overlays.open<SchoolClass>(ClassSheet, { side: true });
    if (!made) return;
    this.toasts.say(`${made.name} is there. Now its students.`);
    await this.router.navigate(['/admin/classes', made.id]);
  }
}
