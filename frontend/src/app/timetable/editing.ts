import type { Entry, NewEntry, SavedEntry } from '@api/timetable';
import { inject, Injectable } from '@angular/core';
import { Overlays } from '../platform/ui/overlays.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { EntrySheet } from './entry-sheet.ts';
import type { EntryData } from './entry-sheet.ts';
import { CalendarService } from './timetable.api.ts';

/** What the office does to the timetable. Each thing can be undone from its toast; `changed` is told after it and after its undoing. */
@Injectable({ providedIn: 'root' })
export class TimetableEditing {
  private readonly calendar = inject(CalendarService);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);

  async add(changed: () => void): Promise<void> {
    const saved = await this.overlays.open<SavedEntry, EntryData>(EntrySheet, { data: {}, side: true });
    if (!saved) return;
    changed();
    this.say(saved, 'is on the timetable:', () => this.calendar.remove(saved.id), changed);
  }

  async change(id: number, changed: () => void): Promise<void> {
    try {
      const entry = await this.calendar.entry(id);
      const saved = await this.overlays.open<SavedEntry, EntryData>(EntrySheet, {
        data: { entry },
        side: true,
      });
      if (!saved) return;
      changed();
      this.say(saved, 'is now on', () => this.calendar.change(id, slotOf(entry)), changed);
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  /** Deleted at once, with the way back: what stood there is saved again. */
  async remove(id: number, changed: () => void): Promise<void> {
    try {
      const entry = await this.calendar.entry(id);
      await this.calendar.remove(id);
      this.toasts.say(`${entry.course.title}, ${entry.when}, is off the timetable.`, {
        label: 'Undo',
        run: () => this.undo(() => this.calendar.add(slotOf(entry)), changed),
      });
      changed();
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private say(saved: SavedEntry, verb: string, back: () => Promise<unknown>, changed: () => void): void {
    const sentence = `${saved.course.title} ${verb} ${saved.when}${saved.room ? `, ${saved.room.name}` : ''}.`;
    this.toasts.say([sentence, ...saved.warnings].join(' '), {
      label: 'Undo',
      run: () => this.undo(back, changed),
    });
  }

  private async undo(back: () => Promise<unknown>, changed: () => void): Promise<void> {
    try {
      await back();
      changed();
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}

const slotOf = (entry: Entry): NewEntry => ({
  course_id: entry.course_id,
  day_of_week: entry.day_of_week,
  starts_at: entry.starts_at,
  ends_at: entry.ends_at,
  room_id: entry.room_id,
  weeks: entry.weeks,
  starts_on: entry.starts_on,
  ends_on: entry.ends_on,
});
