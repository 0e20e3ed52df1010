import type { Account, AccountPatch, NewAccount } from '@api/directory';
import type { AddedStudents, Membership, SchoolClass } from '@api/school';
import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';

type List<T> = { readonly items: readonly T[] };
export type ClassName = Membership['class'];

const AT_ONCE = 200;

/** What administrators do with accounts. */
@Injectable({ providedIn: 'root' })
export class PeopleApi {
  private readonly http = inject(HttpClient);

  create(account: NewAccount): Promise<Account> {
    return firstValueFrom(this.http.post<Account>('/api/users/', account));
  }

  update(id: number, patch: AccountPatch): Promise<Account> {
    return firstValueFrom(this.http.patch<Account>(`/api/users/${id}`, patch));
  }

  invite(id: number): Promise<unknown> {
    return firstValueFrom(this.http.post(`/api/users/${id}/invite`, {}));
  }

  /** The class of each of these people who is in one. */
  async classesOf(ids: readonly number[]): Promise<ReadonlyMap<number, ClassName>> {
    const found = new Map<number, ClassName>();
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const some = ids.slice(start, start + AT_ONCE).join(',');
      const { items } = await firstValueFrom(
        this.http.get<List<Membership>>(`/api/classes/memberships?user_ids=${some}`),
      );
      for (const one of items) found.set(one.user_id, one.class);
    }
    return found;
  }

  async classes(): Promise<readonly SchoolClass[]> {
    return (await firstValueFrom(this.http.get<List<SchoolClass>>('/api/classes/'))).items;
  }

  /** Moves a student into `to`, out of the class before; null takes the student out of any. */
  async setClass(user_id: number, from: ClassName | undefined, to: ClassName | undefined): Promise<void> {
    if (from?.id === to?.id) return;
    if (to) {
      const body = { user_ids: [user_id] };
      await firstValueFrom(this.http.post<AddedStudents>(`/api/classes/${to.id}/students`, body));
    } else if (from) await firstValueFrom(this.http.delete(`/api/classes/${from.id}/students/${user_id}`));
  }
}
