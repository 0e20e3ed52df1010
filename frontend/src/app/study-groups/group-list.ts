import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink, RouterLinkActive } from '@angular/router';
import type { StudyGroup } from '@api/study-groups';
import { Clock } from '../platform/clock.ts';
import { Tile } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Badge } from '../platform/ui/chip.ts';
import { Search } from '../platform/ui/field.ts';
import { Icon } from '../platform/ui/icon.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Empty } from '../platform/ui/states.ts';
import { startGroup } from './start-group.ts';
import { GroupworkService } from './study-groups.api.ts';

/** My groups with their newest message and what is unread, live. */
@Component({
  selector: 'app-group-list',
  imports: [
    RouterLink,
    RouterLinkActive,
    Tile,
    Button,
    IconButton,
    Badge,
    Search,
    Icon,
    Loaded,
    Empty,
    ...MENU,
  ],
  templateUrl: './group-list.html',
  host: { class: 'flex min-h-0 min-w-0 flex-col' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupList {
  private readonly groupwork = inject(GroupworkService);
  private readonly overlays = inject(Overlays);
  private readonly router = inject(Router);
  protected readonly clock = inject(Clock);

  protected readonly mine = this.groupwork.mine;
  protected readonly query = signal('');
  protected readonly shown = computed(() => {
    const words = this.query().toLowerCase().split(/\s+/).filter(Boolean);
    return this.groupwork.groups().filter((group) => {
      const text = `${group.name} ${group.course?.code ?? ''} ${group.course?.title ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  });

  protected start(): Promise<void> {
    return startGroup(this.overlays, this.router);
  }

  protected note(group: StudyGroup): string {
    if (group.my?.state === 'requested') return `Waits for ${group.owner.full_name}`;
    const last = group.last_message;
    return last ? `${last.sender_name}: ${last.preview || 'deleted a message'}` : 'Nobody has written yet';
  }
}
