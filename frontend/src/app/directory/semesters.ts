import type { AcademicYear, Semester } from '@api/directory';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Button } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page, Section } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { SemesterSheet } from './semester-sheet.ts';
import type { SemesterSheetData } from './semester-sheet.ts';
import { dayRange, semesterName, SemestersApi } from './semesters.api.ts';
import { YearSheet } from './year-sheet.ts';

/** Academic years and their semesters: which is current, which are closed. */
@Component({
  selector: 'app-semesters',
  imports: [Page, Section, Loaded, Row, Chip, Empty, Button],
  template: `
    <ui-page heading="Years and semesters" [note]="note()">
      <button actions uiButton="primary" icon="plus" type="button" (click)="editYear()">
        Add academic year
      </button>
      <ng-container *uiLoaded="years; what: 'The academic years'; let page">
        @for (year of page.items; track year.id) {
          <ui-section [heading]="year.name">
            <div end class="flex">
              <button class="link px-2" type="button" (click)="edit(year)">Add semester</button>
              <button
                class="link pl-2"
                type="button"
                [attr.aria-label]="'Change ' + year.name"
                (click)="editYear(year)"
              >
                Change
              </button>
            </div>
            <p class="-mt-1.5 mb-2 text-note text-ink-2">{{ range(year) }}</p>
            <ul class="list">
              @for (semester of byYear().get(year.id) ?? []; track semester.id) {
                <li>
                  <button
                    uiRow
                    type="button"
                    [name]="name(semester)"
                    [note]="range(semester)"
                    (click)="edit(year, semester)"
                  >
                    @if (semester.is_current) {
                      <ui-chip end kind="live">Current</ui-chip>
                    }
                    @if (semester.closed_at) {
                      <ui-chip end icon="lock">Closed</ui-chip>
                    }
                  </button>
                </li>
              } @empty {
                <li class="py-3 text-callout text-ink-2">No semesters yet.</li>
              }
            </ul>
          </ui-section>
        } @empty {
          <ui-empty
            icon="calendar-days"
            heading="No academic year yet"
            text="Courses belong to a semester, and a semester to a year such as 2025/2026."
          >
            <button uiButton type="button" (click)="editYear()">Add the first year</button>
          </ui-empty>
        }
      </ng-container>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Semesters {
  private readonly api = inject(SemestersApi);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  protected readonly years = this.api.years();
  protected readonly semesters = this.api.semesters();

  private readonly all = computed(() => (this.semesters.hasValue() ? this.semesters.value().items : []));
  protected readonly byYear = computed(() =>
    Map.groupBy(
      this.all().toSorted((a, b) => a.starts_on.localeCompare(b.starts_on)),
      (one) => one.academic_year_id,
    ),
  );
  protected readonly note = computed(() => {
    const current = this.all().find((one) => one.is_current);
    return current ? `Now: ${semesterName(current.name)} of ${current.academic_year}` : '';
  });
  protected readonly name = (semester: Semester) => semesterName(semester.name);
  protected readonly range = (one: { starts_on: string; ends_on: string }) =>
    dayRange(one.starts_on, one.ends_on);

  protected async editYear(year?: AcademicYear): Promise<void> {
    this.after(
      await this.overlays.open<string, AcademicYear | undefined>(YearSheet, { data: year, side: true }),
    );
  }

  protected async edit(year: AcademicYear, semester?: Semester): Promise<void> {
    const data: SemesterSheetData = {
      year,
      semester,
      taken: (this.byYear().get(year.id) ?? []).map((one) => one.name),
      first: this.all().length === 0,
    };
    this.after(await this.overlays.open<string, SemesterSheetData>(SemesterSheet, { data, side: true }));
  }

  private after(fact: string | undefined): void {
    if (!fact) return;
    this.years.reload();
    this.semesters.reload();
    this.toasts.say(fact);
  }
}
