import type { CourseDetail, EnrolmentResult } from '@api/courses';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { toProblem } from '../platform/problem.ts';
import { Button } from '../platform/ui/button.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Picker } from '../platform/ui/picker.ts';
import type { Pick } from '../platform/ui/picker.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { CourseService } from './courses.api.ts';

export interface Enrolled {
  /** What happened, as a sentence. */
  readonly words: string;
}

/** Enrols people by name, or everybody of a class. */
@Component({
  selector: 'app-enrol-sheet',
  imports: [Sheet, Button, Picker, Segmented],
  template: `
    <ui-sheet heading="Enrol people">
      <form id="enrol" class="grid gap-4" novalidate (submit)="enrol($event)">
        <ui-segmented label="Whom" [choices]="ways" [(value)]="way" />
        @if (way() === 'people') {
          <ui-picker
            label="Students"
            placeholder="Two letters of a name"
            multi
            person
            [search]="findStudents"
            [(value)]="people"
          />
        } @else {
          <ui-picker
            label="Class"
            placeholder="Type a class, such as CS-2021"
            [search]="findClasses"
            [(value)]="classes"
          />
          <p class="text-note text-ink-3">
            Everybody who is in the class today. An administrator can tie a class to the course, so that later
            changes of the class follow.
          </p>
        }
        <p class="text-callout text-danger empty:hidden" role="alert">{{ problem() }}</p>
      </form>
      <div footer>
        <button uiButton type="button" (click)="ref.close()">Cancel</button>
        <button
          uiButton="primary"
          type="submit"
          form="enrol"
          [busy]="busy()"
          [disabled]="chosen().length === 0"
        >
          {{ label() }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EnrolSheet {
  private readonly api = inject(CourseService);
  protected readonly ref = inject<DialogRef<Enrolled>>(DialogRef);
  private readonly course = inject<CourseDetail>(DIALOG_DATA);

  protected readonly ways = [
    { value: 'people' as const, label: 'People' },
    { value: 'class' as const, label: 'A class' },
  ];
  protected readonly way = signal<'people' | 'class'>('people');
  protected readonly people = signal<readonly Pick[]>([]);
  protected readonly classes = signal<readonly Pick[]>([]);
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  protected readonly chosen = computed(() => (this.way() === 'people' ? this.people() : this.classes()));
  protected readonly label = computed(() => {
    const [first, ...others] = this.chosen();
    if (!first) return 'Enrol';
    return others.length > 0 ? `Enrol ${others.length + 1} people` : `Enrol ${first.name}`;
  });

  protected readonly findStudents = (query: string) => this.api.findPeople(query, ['student']);
  protected readonly findClasses = (query: string) => this.api.findClasses(query);

  protected async enrol(event: Event): Promise<void> {
    event.preventDefault();
    const ids = this.chosen().map((one) => one.id);
    const [first] = ids;
    if (first === undefined || this.busy()) return;
    this.busy.set(true);
    this.problem.set('');
    try {
      const target = this.way() === 'people' ? { user_ids: ids } : { class_id: first };
      this.ref.close({ words: inWords(await this.api.enrol(this.course.id, target)) });
    } catch (error) {
      this.problem.set(toProblem(error).detail);
    } finally {
      this.busy.set(false);
    }
  }
}

function inWords({ changed, unchanged }: EnrolmentResult): string {
  if (changed === 0) return 'All of them were in the course already.';
  const news = changed === 1 ? '1 person is enrolled.' : `${changed} people are enrolled.`;
  return unchanged > 0 ? `${news} ${unchanged} ${unchanged === 1 ? 'was' : 'were'} in already.` : news;
}
