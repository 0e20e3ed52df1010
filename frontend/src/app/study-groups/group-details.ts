import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import type { Resource } from '@angular/core';
import { Router } from '@angular/router';
import type { GroupMember, StudyGroup } from '@api/study-groups';
import { Clock } from '../platform/clock.ts';
import { AuthService } from '../platform/session.ts';
import { Avatar, Tile } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Switch } from '../platform/ui/checkbox.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { groupFacts } from './group-door.ts';
import type { GroupDraft } from './group-sheet.ts';
import { GroupworkService } from './study-groups.api.ts';

export interface Members extends Resource<readonly GroupMember[] | undefined> {
  reload(): boolean;
}

/** Who is in the group, who wants to be, and what one can do with it. */
@Component({
  selector: 'app-group-details',
  imports: [Avatar, Tile, Button, IconButton, Switch, Loaded, ...MENU],
  templateUrl: './group-details.html',
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupDetails {
  private readonly groupwork = inject(GroupworkService);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly router = inject(Router);
  protected readonly clock = inject(Clock);
  protected readonly me = inject(AuthService).user()?.id ?? 0;

  readonly group = input.required<StudyGroup>();
  readonly members = input.required<Members>();
  readonly here = input<ReadonlySet<number>>(new Set());
  readonly call = output();
  /** I am no longer in it. */
  readonly left = output();

  protected readonly facts = computed(() => groupFacts({ ...this.group(), member_count: this.count() }));
  protected readonly owner = computed(() => this.group().my?.role === 'owner');
  protected readonly muted = linkedSignal(() => this.group().my?.muted ?? false);
  private readonly all = computed(() => (this.members().hasValue() ? (this.members().value() ?? []) : []));
  protected readonly requests = computed(() => this.all().filter(({ state }) => state === 'requested'));
  /** The owner, then those who are here, then by name. */
  protected readonly people = computed(() => {
    const rank = (member: GroupMember) =>
      member.role === 'owner' ? 0 : this.here().has(member.user.id) ? 1 : 2;
    return this.all()
      .filter(({ state }) => state === 'member')
      .toSorted((a, b) => rank(a) - rank(b) || a.user.full_name.localeCompare(b.user.full_name));
  });
  /** The list of members is read anew when somebody comes or goes, the group itself is not. */
  private readonly count = computed(() => this.people().length || this.group().member_count);

  protected note(member: GroupMember): string {
    if (member.role === 'owner') return 'Owner';
    if (this.here().has(member.user.id) || !member.last_seen_at) return '';
    return this.clock.stamp(member.last_seen_at);
  }

  protected approve({ user }: GroupMember): Promise<void> {
    return this.run(() => this.groupwork.approve(this.group().id, user.id), `${user.full_name} is in.`);
  }

  protected decline({ user }: GroupMember): Promise<void> {
    return this.run(
      () => this.groupwork.remove(this.group().id, user.id),
      `${user.full_name} was turned down.`,
    );
  }

  protected async remove({ user }: GroupMember): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Remove ${user.full_name}?`,
      text: `${user.full_name} no longer sees this group. What they wrote stays.`,
      action: 'Remove',
      danger: true,
    });
    if (!sure) return;
    await this.run(() => this.groupwork.remove(this.group().id, user.id), `${user.full_name} is removed.`);
  }

  protected async handOver({ user }: GroupMember): Promise<void> {
    const sure = await this.overlays.confirm({
      heading: `Hand the group over to ${user.full_name}?`,
      text: `${user.full_name} decides then who is in. You stay a member.`,
      action: 'Hand over',
    });
    if (!sure) return;
    await this.run(
      () => this.groupwork.handOver(this.group().id, user.id),
      `${user.full_name} owns the group.`,
    );
  }

  protected async invite(): Promise<void> {
    const { InviteSheet } = await import('./invite-sheet.ts');
    await this.overlays.open(InviteSheet, { data: this.group() });
  }

  protected async settings(): Promise<void> {
    const { GroupSheet } = await import('./group-sheet.ts');
    const data = { group: this.group() };
    const changed = await this.overlays.open<StudyGroup, GroupDraft>(GroupSheet, { data });
    if (changed) this.toasts.say(`${changed.name} is changed.`);
  }

  protected async mute(muted: boolean): Promise<void> {
    this.muted.set(muted);
    await this.run(
      () => this.groupwork.mute(this.group().id, muted),
      muted ? 'This group is quiet for you.' : 'This group is heard again.',
    );
  }

  protected async leave(): Promise<void> {
    const { name, id } = this.group();
    const last = this.count() === 1;
    const sure = await this.overlays.confirm({
      heading: `Leave ${name}?`,
      text: last
        ? 'You are the last member: the group and its messages end.'
        : 'You no longer see its messages. What you wrote stays.',
      action: last ? 'Leave and end' : 'Leave',
      danger: true,
    });
    if (sure) await this.go(() => this.groupwork.leave(id), `You left ${name}.`);
  }

  protected async end(): Promise<void> {
    const { name, id } = this.group();
    const sure = await this.overlays.confirm({
      heading: `Delete ${name}?`,
      text: `${this.count() === 1 ? 'You lose' : `All ${this.count()} members lose`} its messages. This cannot be undone.`,
      action: 'Delete group',
      danger: true,
    });
    if (sure) await this.go(() => this.groupwork.end(id), `${name} is deleted.`);
  }

  private async go(action: () => Promise<unknown>, fact: string): Promise<void> {
    try {
      await action();
      this.left.emit();
      await this.router.navigateByUrl('/study-groups');
      this.toasts.say(fact);
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  private async run(action: () => Promise<unknown>, fact: string): Promise<void> {
    try {
      await action();
      this.toasts.say(fact);
    } catch (error) {
      this.toasts.fail(error);
    }
    this.members().reload();
  }
}
