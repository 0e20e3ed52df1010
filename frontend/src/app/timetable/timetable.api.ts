import type { Course } from '@api/courses';
import type { Semester } from '@api/directory';
import type { Room, SchoolClass } from '@api/school';
import type { Entry, EntryChange, NewEntry, SavedEntry, Suggestion } from '@api/timetable';
import { HttpClient, httpResource } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Pick } from '../platform/ui/picker.ts';

interface List<T> {
  readonly items: readonly T[];
}

/** The timetable of the university: whose there are, and how the office changes it. */
@Injectable({ providedIn: 'root' })
export class CalendarService {
  private readonly http = inject(HttpClient);

  readonly semesters = httpResource<List<Semester>>(() => '/api/semesters/');
  /** The institution's zone, known from the first answer on. */
  readonly zone = signal<string | undefined>(undefined);
  /** The entries that stand in the way of what is being placed: the week rings them. */
  readonly hit = signal<ReadonlySet<number>>(new Set());

  add(entry: NewEntry): Promise<SavedEntry> {
    return firstValueFrom(this.http.post<SavedEntry>('/api/timetable/', entry));
  }

  change(id: number, change: EntryChange): Promise<SavedEntry> {
    return firstValueFrom(this.http.patch<SavedEntry>(`/api/timetable/${id}`, change));
  }

  async remove(id: number): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/timetable/${id}`));
  }

  entry(id: number): Promise<Entry> {
    return firstValueFrom(this.http.get<Entry>(`/api/timetable/${id}`));
  }

  /** Up to three free slots near the one that was refused. */
  async suggestions(slot: NewEntry, entryId?: number): Promise<readonly Suggestion[]> {
    const given = Object.entries({ ...slot, entry_id: entryId }).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    );
    const params = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
    return (await firstValueFrom(this.http.get<List<Suggestion>>('/api/timetable/suggestions', { params })))
      .items;
  }

  /** The search that belongs to a view of the timetable. */
  finder(of: 'class' | 'lecturer' | 'room') {
    return { class: this.findClasses, lecturer: this.findLecturers, room: this.findRooms }[of];
  }

  readonly findClasses = async (query: string): Promise<readonly Pick[]> => {
    const { items } = await firstValueFrom(this.http.get<List<SchoolClass>>('/api/classes/'));
    return matching(
      items.map(({ id, name, department }) => ({ id, name, note: department?.name ?? '' })),
      query,
    );
  };

  readonly findRooms = async (query: string): Promise<readonly Pick[]> => {
    const { items } = await firstValueFrom(this.http.get<List<Room>>('/api/rooms/'));
    return matching(
      items.map(({ id, name, building, capacity }) => ({
        id,
        name,
        note: [building, `${capacity} seats`].filter(Boolean).join(', '),
      })),
      query,
    );
  };

  /** Those who have classes in the semester that is shown, or the current one. */
  readonly findLecturers = async (query: string): Promise<readonly Pick[]> => {
    const semester = this.semesters.hasValue()
      ? this.semesters.value().items.find((one) => one.is_current)
      : undefined;
    const { items } = await firstValueFrom(
      this.http.get<List<Entry>>('/api/timetable/entries/', {
        params: semester ? { semester_id: semester.id } : {},
      }),
    );
    const people = new Map(
      items.flatMap(({ instructor }) => (instructor ? [[instructor.id, instructor]] : [])),
    );
    return matching(
      [...people.values()].map(({ id, full_name }) => ({ id, name: full_name })).toSorted(byName),
      query,
    );
  };

  readonly findCourses = async (query: string): Promise<readonly Pick[]> => {
    const courses = await firstValueFrom(
      this.http.get<readonly Course[]>('/api/courses/', { params: { scope: 'all' } }),
    );
    return matching(
      courses.map(({ id, title, code, instructor }) => ({
        id,
        name: title,
        note: [code, instructor?.full_name].filter(Boolean).join(', '),
      })),
      query,
    );
  };
}

const byName = (a: Pick, b: Pick) => a.name.localeCompare(b.name);
const AT_MOST = 200;

/** Every word of the query must begin or stand in the name or the note. */
export function matching(picks: readonly Pick[], query: string): readonly Pick[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return picks
    .filter((pick) => words.every((word) => `${pick.name} ${pick.note ?? ''}`.toLowerCase().includes(word)))
    .slice(0, AT_MOST);
}
