import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import type {
  GroupActivity,
  GroupInput,
  GroupMember,
  GroupPatch,
  InvitedGroup,
  Membership,
  StudyGroup,
} from '@api/study-groups';
import { firstValueFrom } from 'rxjs';
import { Live } from '../platform/live.ts';
import { AuthService } from '../platform/session.ts';
import { activityOf, withActivity } from './activity.ts';

export interface Invitation {
  readonly code: string;
  /** A path of this app. */
  readonly link: string;
}

/** Study groups: mine with what happens in them, and what one can do with a group. */
@Injectable({ providedIn: 'root' })
export class GroupworkService {
  private readonly http = inject(HttpClient);
  private readonly live = inject(Live);
  private readonly auth = inject(AuthService);
  private readonly activity = signal<ReadonlyMap<number, GroupActivity>>(new Map());

  /** The shared socket has told what is unread; from then on it knows better than the list. */
  private readonly told = linkedSignal<boolean, boolean>({
    source: () => this.live.state() === 'open',
    computation: (open, before) => open || (before?.value ?? false),
  });

  readonly mine = httpResource<{ items: readonly StudyGroup[] }>(() =>
    this.auth.signedIn() ? '/api/study-groups/?limit=200' : undefined,
  );
  /** My groups as they are now, the one with the newest message first. */
  readonly groups = computed(() => {
    const items = this.mine.hasValue() ? this.mine.value().items : [];
    const unread = this.live.unread().groups;
    return withActivity(
      items,
      this.activity(),
      this.told() ? unread : null,
      this.auth.user()?.full_name ?? '',
    );
  });

  constructor() {
    this.live.on('group', (event) => this.note(activityOf(event)));
    this.live.on('group-membership', () => this.mine.reload());
    this.live.on('reconnected', () => this.mine.reload());
  }

  get(id: number): Promise<StudyGroup> {
    return firstValueFrom(this.http.get<StudyGroup>(`/api/study-groups/${id}/`));
  }

  create(input: GroupInput): Promise<StudyGroup> {
    return this.changing(this.http.post<StudyGroup>('/api/study-groups/', input));
  }

  update(id: number, patch: GroupPatch): Promise<StudyGroup> {
    return this.changing(this.http.patch<StudyGroup>(`/api/study-groups/${id}/`, patch));
  }

  /** Ends the group and its chat for everyone. */
  end(id: number): Promise<unknown> {
    return this.changing(this.http.delete(`/api/study-groups/${id}/`));
  }

  /** `my.state` of the answer says whether I am in or wait for the owner. */
  join(id: number): Promise<StudyGroup> {
    return this.changing(this.http.post<StudyGroup>(`/api/study-groups/${id}/join`, null));
  }

  leave(id: number): Promise<unknown> {
    return this.changing(this.http.post(`/api/study-groups/${id}/leave`, null));
  }

  invited(code: string): Promise<InvitedGroup> {
    return firstValueFrom(this.http.get<InvitedGroup>(`/api/study-groups/invitations/${code}`));
  }

  joinByCode(code: string): Promise<StudyGroup> {
    return this.changing(this.http.post<StudyGroup>(`/api/study-groups/join/${code}`, null));
  }

  invitation(id: number): Promise<Invitation> {
    return firstValueFrom(this.http.get<Invitation>(`/api/study-groups/${id}/invitation`));
  }

  /** The old link ends. */
  renewInvitation(id: number): Promise<Invitation> {
    return firstValueFrom(this.http.post<Invitation>(`/api/study-groups/${id}/invitation`, null));
  }

  members(id: number): Promise<readonly GroupMember[]> {
    return firstValueFrom(
      this.http.get<{ items: readonly GroupMember[] }>(`/api/study-groups/${id}/members/`),
    ).then(({ items }) => items);
  }

  approve(id: number, userId: number): Promise<unknown> {
    return firstValueFrom(this.http.post(`/api/study-groups/${id}/members/`, { user_id: userId }));
  }

  /** A member, or somebody who asked to be one. */
  remove(id: number, userId: number): Promise<unknown> {
    return firstValueFrom(this.http.delete(`/api/study-groups/${id}/members/${userId}/`));
  }

  handOver(id: number, userId: number): Promise<StudyGroup> {
    return this.changing(this.http.post<StudyGroup>(`/api/study-groups/${id}/owner`, { user_id: userId }));
  }

  async mute(id: number, muted: boolean): Promise<Membership> {
    return this.changing(this.http.patch<Membership>(`/api/study-groups/${id}/me`, { muted }));
  }

  /** A call of this group that starts now. Answers its id. */
  async meet(group: StudyGroup, startsAt: Date, minutes: number, title: string): Promise<number> {
    const body = {
      title,
      study_group_id: group.id,
      starts_at: startsAt.toISOString(),
      ends_at: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
    };
    return (await firstValueFrom(this.http.post<{ id: number }>('/api/meetings/', body))).id;
  }

  private async changing<T>(request: Parameters<typeof firstValueFrom<T>>[0]): Promise<T> {
    const answer = await firstValueFrom(request);
    this.mine.reload();
    return answer;
  }

  private note(event: GroupActivity | null): void {
    if (event) this.activity.update((all) => new Map(all).set(event.group_id, event));
  }
}
