import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  inject,
  input,
  numberAttribute,
  resource,
} from '@angular/core';
import { Live } from '../platform/live.ts';
import { Titles } from '../platform/titles.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { GroupDoor } from './group-door.ts';
import { GroupworkService } from './study-groups.api.ts';
import { ThreadScreen } from './thread-screen.ts';

/** One group: its thread for members, its door for everybody else. A screen of its own per group, so nothing of one is left in the next. */
@Component({
  selector: 'app-group',
  imports: [Loaded, ThreadScreen, GroupDoor],
  template: `
    <ng-container *uiLoaded="group; what: 'This group'; let loaded">
      @for (one of [loaded]; track one.id) {
        @if (one.my?.state === 'member') {
          <app-thread class="flex min-h-0 flex-1 flex-col" [start]="one" (changed)="group.reload()" />
        } @else {
          <app-group-door [group]="one" (changed)="group.reload()" />
        }
      }
    </ng-container>
  `,
  host: { class: 'flex min-h-0 flex-1 flex-col' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupScreen {
  private readonly groupwork = inject(GroupworkService);
  private readonly titles = inject(Titles);

  readonly id = input.required({ transform: numberAttribute });
  protected readonly group = resource({
    params: () => this.id(),
    loader: ({ params }) => this.groupwork.get(params),
  });

  constructor() {
    effect(() => this.titles.set(this.group.hasValue() ? this.group.value().name : 'Group'));
    const live = inject(Live);
    const stops = [
      live.on('group-membership', (event) => event['group_id'] === this.id() && this.group.reload()),
      // While the line was away somebody may have let me in, or out.
      live.on('reconnected', () => this.group.reload()),
    ];
    inject(DestroyRef).onDestroy(() => stops.forEach((stop) => stop()));
  }
}
