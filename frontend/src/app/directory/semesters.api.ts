import type { AcademicYear, NewAcademicYear, NewSemester, Semester, SemesterPatch } from '@api/directory';
import { HttpClient, httpResource } from '@angular/common/http';
import type { HttpResourceRef } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';

type List<T> = { readonly items: readonly T[] };

@Injectable({ providedIn: 'root' })
export class SemestersApi {
  private readonly http = inject(HttpClient);

  /** Call these where `inject` works. */
  years(): HttpResourceRef<List<AcademicYear> | undefined> {
    return httpResource<List<AcademicYear>>(() => '/api/academic-years/');
  }
  semesters(): HttpResourceRef<List<Semester> | undefined> {
    return httpResource<List<Semester>>(() => '/api/semesters/');
  }

  keepYear(year: NewAcademicYear, id?: number): Promise<AcademicYear> {
    return firstValueFrom(
      id === undefined
        ? this.http.post<AcademicYear>('/api/academic-years/', year)
        : this.http.patch<AcademicYear>(`/api/academic-years/${id}/`, year),
    );
  }
  deleteYear(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/academic-years/${id}/`));
  }

  addSemester(semester: NewSemester): Promise<Semester> {
    return firstValueFrom(this.http.post<Semester>('/api/semesters/', semester));
  }
  changeSemester(id: number, patch: SemesterPatch): Promise<Semester> {
    return firstValueFrom(this.http.patch<Semester>(`/api/semesters/${id}/`, patch));
  }
  deleteSemester(id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/semesters/${id}/`));
  }
}

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
/** "1 Sept 2025 – 19 Dec 2025"; days have no zone. */
export const dayRange = (from: string, to: string): string =>
  `${format.format(new Date(from))} – ${format.format(new Date(to))}`;

export const semesterName = (name: string): string => (name === 'Summer' ? 'Summer' : `Semester ${name}`);
