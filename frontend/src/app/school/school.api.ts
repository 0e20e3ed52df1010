import type {
  AddedStudents,
  ClassStudent,
  Department,
  NewClass,
  NewDepartment,
  NewRoom,
  Room,
  SchoolClass,
} from '@api/school';
import { HttpClient, httpResource } from '@angular/common/http';
import type { HttpResourceRef } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Observable } from 'rxjs';

export type List<T> = { readonly items: readonly T[] };

/** A student, as `GET /api/users/` finds them. */
interface Found {
  readonly id: number;
  readonly full_name: string;
  readonly email: string;
  readonly avatar_url: string | null;
}

/** Departments, classes and rooms. With an `id` a thing is changed, without one it is added. */
@Injectable({ providedIn: 'root' })
export class SchoolApi {
  private readonly http = inject(HttpClient);

  /** Call these where `inject` works. */
  rooms(): HttpResourceRef<List<Room> | undefined> {
    return httpResource<List<Room>>(() => '/api/rooms/');
  }
  departments(): HttpResourceRef<List<Department> | undefined> {
    return httpResource<List<Department>>(() => '/api/departments/');
  }
  classes(): HttpResourceRef<List<SchoolClass> | undefined> {
    return httpResource<List<SchoolClass>>(() => '/api/classes/');
  }

  keepRoom(room: NewRoom, id?: number): Promise<Room> {
    return firstValueFrom(this.keep<Room>('/api/rooms/', room, id));
  }
  keepDepartment(department: NewDepartment, id?: number): Promise<Department> {
    return firstValueFrom(this.keep<Department>('/api/departments/', department, id));
  }
  keepClass(made: NewClass, id?: number): Promise<SchoolClass> {
    return firstValueFrom(this.keep<SchoolClass>('/api/classes/', made, id));
  }

  delete(what: 'rooms' | 'departments' | 'classes', id: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/${what}/${id}/`));
  }

  addStudents(class_id: number, user_ids: readonly number[]): Promise<AddedStudents> {
    return firstValueFrom(this.http.post<AddedStudents>(`/api/classes/${class_id}/students`, { user_ids }));
  }
  removeStudent(class_id: number, student: ClassStudent): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/classes/${class_id}/students/${student.id}`));
  }

  /** By name or e-mail; the first by name when nothing is asked. */
  async findStudents(query: string): Promise<readonly Found[]> {
    const url = `/api/users/?role=student&active=true&limit=20&q=${encodeURIComponent(query)}`;
    return (await firstValueFrom(this.http.get<List<Found>>(url))).items;
  }

  private keep<T>(path: string, body: object, id?: number): Observable<T> {
    return id === undefined ? this.http.post<T>(path, body) : this.http.patch<T>(`${path}${id}/`, body);
  }
}

/** "1 place", "60 places", "2,041 students". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
