import type {
  Course,
  CourseChange,
  CourseDetail,
  EnrolmentResult,
  EnrolmentTarget,
  NewCourse,
} from '@api/courses';
import type { FoundPerson } from '@api/directory';
import type { SchoolClass } from '@api/school';
import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Pick } from '../platform/ui/picker.ts';

const ROLES = { student: 'Student', faculty: 'Lecturer', admin: 'Administrator' };
/** People are searched from two letters on. */
const LETTERS = 2;

/** What is done with courses; reading them is the screens' `httpResource`. */
@Injectable({ providedIn: 'root' })
export class CourseService {
  private readonly http = inject(HttpClient);

  create(course: NewCourse): Promise<CourseDetail> {
    return firstValueFrom(this.http.post<CourseDetail>('/api/courses/', course));
  }
  change(id: number, change: CourseChange): Promise<CourseDetail> {
    return firstValueFrom(this.http.patch<CourseDetail>(`/api/courses/${id}/`, change));
  }
  async delete(id: number): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/courses/${id}/`));
  }
  enrol(id: number, target: EnrolmentTarget): Promise<EnrolmentResult> {
    return firstValueFrom(this.http.post<EnrolmentResult>(`/api/courses/${id}/enrolments/`, target));
  }
  async unenrol(id: number, user_id: number): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/courses/${id}/enrolments/${user_id}/`));
  }
  async leave(id: number): Promise<void> {
    await firstValueFrom(this.http.post(`/api/courses/${id}/leave`, null));
  }
  /** Takes leaving back, for ten minutes. */
  async rejoin(id: number): Promise<void> {
    await firstValueFrom(this.http.post(`/api/courses/${id}/rejoin`, null));
  }
  list(): Promise<Course[]> {
    return firstValueFrom(this.http.get<Course[]>('/api/courses/'));
  }

  /** For pickers: people of these roles by name. */
  async findPeople(query: string, roles: readonly FoundPerson['role'][]): Promise<readonly Pick[]> {
    if (query.length < LETTERS) return [];
    const { items } = await firstValueFrom(
      this.http.get<{ items: FoundPerson[] }>('/api/people/', { params: { q: query } }),
    );
    return items
      .filter((person) => roles.includes(person.role))
      .map((person) => ({
        id: person.id,
        name: person.full_name,
        note: ROLES[person.role],
        avatar_url: person.avatar_url,
      }));
  }

  /** For pickers: classes by name, all of them for an empty query. */
  async findClasses(query: string): Promise<readonly Pick[]> {
    const { items } = await firstValueFrom(this.http.get<{ items: SchoolClass[] }>('/api/classes/'));
    const words = query.toLowerCase();
    return items
      .filter((one) => one.name.toLowerCase().includes(words))
      .map((one) => ({
        id: one.id,
        name: one.name,
        note: `${one.student_count} ${one.student_count === 1 ? 'student' : 'students'}`,
      }));
  }
}
