import { ChangeDetectionStrategy, Component, inject, linkedSignal, signal, input } from '@angular/core';
import { Router } from '@angular/router';
import type { StudyGroup } from '@api/study-groups';
import { paged } from '../platform/paged.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Search } from '../platform/ui/field.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { More, Page } from '../platform/ui/page.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { startGroup } from './start-group.ts';
import { GroupworkService } from './study-groups.api.ts';

/** Groups that I could join. */
@Component({
  selector: 'app-discover',
  imports: [Page, Search, Loaded, Tile, Button, Chip, Empty, More],
  templateUrl: './discover.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Discover {
  private readonly groupwork = inject(GroupworkService);
  private readonly overlays = inject(Overlays);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  /** `?q=` */
  readonly q = input<string>();
  protected readonly query = linkedSignal(() => this.q() ?? '');
  protected readonly list = paged<StudyGroup>(() => {
    const query = this.query().trim();
    return `/api/study-groups/?scope=discover${query ? `&q=${encodeURIComponent(query)}` : ''}`;
  });
  protected readonly joining = signal<number | null>(null);
  protected readonly asked = signal<ReadonlySet<number>>(new Set());

  protected isFull(group: StudyGroup): boolean {
    return group.capacity !== null && group.member_count >= group.capacity;
  }

  protected places(group: StudyGroup): string {
    const people = group.capacity
      ? `${group.member_count} of ${group.capacity}`
      : `${group.member_count} ${group.member_count === 1 ? 'member' : 'members'}`;
    return [group.course?.code, group.visibility === 'approval' ? 'by approval' : 'open', people]
      .filter(Boolean)
      .join(', ');
  }

  protected async join(group: StudyGroup): Promise<void> {
    this.joining.set(group.id);
    try {
      const joined = await this.groupwork.join(group.id);
      if (joined.my?.state === 'member') await this.router.navigateByUrl(`/study-groups/${group.id}`);
      else this.waits(group);
    } catch (error) {
      this.toasts.fail(error);
      this.list.first.reload();
    } finally {
      this.joining.set(null);
    }
  }

  protected start(): Promise<void> {
    return startGroup(this.overlays, this.router);
  }

  private waits(group: StudyGroup): void {
    this.asked.update((ids) => new Set(ids).add(group.id));
    this.toasts.say(`${group.owner.full_name} was asked to let you in.`);
  }
}
