import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { form, minLength, validate } from '@angular/forms/signals';
import type { Conflict, Entry, NewEntry, SavedEntry, Suggestion, Weeks } from '@api/timetable';
import { save } from '../platform/form.ts';
import type { Problem } from '../platform/problem.ts';
import { isProblemOf, toProblem } from '../platform/problem.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Picker } from '../platform/ui/picker.ts';
import type { Pick } from '../platform/ui/picker.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { conflictsOf } from './conflicts.ts';
import { Refusal } from './refusal.ts';
import { CalendarService } from './timetable.api.ts';
import { readClock } from './week.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export interface EntryData {
  /** The entry to change; a new one without it. */
  readonly entry?: Entry;
}

interface Refused {
  readonly conflicts: readonly Conflict[];
  readonly suggestions: readonly Suggestion[];
  readonly searched: boolean;
}

/** "Add class" and "Change class" of the office. A clash is shown with its ways out, and nothing typed is lost. */
@Component({
  selector: 'app-entry-sheet',
  imports: [...FORM, Sheet, Button, Picker, Segmented, Refusal],
  templateUrl: './entry-sheet.html',
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EntrySheet {
  protected readonly calendar = inject(CalendarService);
  private readonly ref = inject<DialogRef<SavedEntry>>(DialogRef);
  protected readonly entry = inject<EntryData>(DIALOG_DATA).entry;

  protected readonly days = DAYS.map((name, index) => ({ name, value: String(index + 1) }));
  protected readonly weeks: readonly { value: Weeks; label: string }[] = [
    { value: 'all', label: 'Every week' },
    { value: 'odd', label: 'Odd' },
    { value: 'even', label: 'Even' },
  ];
  protected readonly form = form(signal(modelOf(this.entry)), (path) => {
    minLength(path.course, 1, { message: 'Choose the course.' });
    const clock = { kind: 'clock', message: 'Write it like 08:00.' };
    validate(path.starts_at, ({ value }) => (readClock(value()) ? undefined : clock));
    validate(path.ends_at, ({ value, valueOf }) => {
      const [starts, ends] = [readClock(valueOf(path.starts_at)), readClock(value())];
      if (!ends) return clock;
      return starts && ends <= starts
        ? { kind: 'order', message: `It has to end after ${starts}.` }
        : undefined;
    });
  });
  protected readonly refused = signal<Refused | undefined>(undefined);
  protected readonly heading = this.entry ? 'Change class' : 'Add class';
  protected readonly consequence = computed(() => {
    const title = this.form.course().value()[0]?.name ?? 'The class';
    return `${title} was not ${this.entry ? 'moved' : 'added'}.`;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => this.calendar.hit.set(new Set()));
  }

  protected submit(event: Event): void {
    event.preventDefault();
    void this.send();
  }

  /** Enter in a search box chooses there; it must not send what is not chosen yet. */
  protected keepOpen(event: Event): void {
    if (event.target instanceof Element && event.target.matches('[role="combobox"]')) event.preventDefault();
  }

  /** Takes a way out and saves at once. */
  protected use(way: Suggestion): void {
    this.form.day_of_week().value.set(String(way.day_of_week));
    this.form.starts_at().value.set(way.starts_at);
    this.form.ends_at().value.set(way.ends_at);
    this.form.room().value.set(way.room ? [{ id: way.room.id, name: way.room.name }] : []);
    void this.send();
  }

  protected again(): void {
    this.refused.set(undefined);
    this.calendar.hit.set(new Set());
  }

  protected putBack(): void {
    this.ref.close();
  }

  private async send(): Promise<void> {
    await save(this.form, async (value) => {
      const slot = slotOf(value);
      try {
        const saved = this.entry
          ? await this.calendar.change(this.entry.id, slot)
          : await this.calendar.add(slot);
        this.ref.close(saved);
      } catch (error) {
        const problem = toProblem(error);
        if (!isProblemOf(problem, 'timetable-conflict')) throw error;
        await this.showRefusal(problem, slot);
      }
    });
  }

  private async showRefusal(problem: Problem, slot: NewEntry): Promise<void> {
    const conflicts = conflictsOf(problem);
    this.calendar.hit.set(new Set(conflicts.map((conflict) => conflict.entry.id)));
    this.refused.set({ conflicts, suggestions: [], searched: false });
    const suggestions = await this.calendar.suggestions(slot, this.entry?.id).catch(() => []);
    this.refused.set({ conflicts, suggestions, searched: true });
  }
}

const EVERY: Weeks = 'all';

function modelOf(entry: Entry | undefined) {
  const pick = (thing: { id: number; name: string } | null | undefined): readonly Pick[] =>
    thing ? [{ id: thing.id, name: thing.name }] : [];
  return {
    course: pick(entry && { id: entry.course.id, name: entry.course.title }),
    day_of_week: String(entry?.day_of_week ?? 1),
    starts_at: entry?.starts_at ?? '08:00',
    ends_at: entry?.ends_at ?? '10:00',
    room: pick(entry?.room),
    weeks: entry?.weeks ?? EVERY,
    starts_on: entry?.starts_on ?? '',
    ends_on: entry?.ends_on ?? '',
  };
}

type Model = ReturnType<typeof modelOf>;

/** Empty days are the semester's. */
const slotOf = (value: Model): NewEntry => ({
  course_id: value.course[0]?.id ?? 0,
  day_of_week: Number(value.day_of_week),
  starts_at: readClock(value.starts_at) ?? '',
  ends_at: readClock(value.ends_at) ?? '',
  room_id: value.room[0]?.id ?? null,
  weeks: value.weeks,
  starts_on: value.starts_on || null,
  ends_on: value.ends_on || null,
});
