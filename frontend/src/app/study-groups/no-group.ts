import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Button } from '../platform/ui/button.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Empty } from '../platform/ui/states.ts';
import { startGroup } from './start-group.ts';
import { GroupworkService } from './study-groups.api.ts';

/** Beside the list while no group is open. `?new=1` starts one, `&course_id=3` of that course. */
@Component({
  selector: 'app-no-group',
  imports: [Empty, Button, RouterLink],
  template: `
    <ui-empty class="my-auto" icon="message-circle" [heading]="heading()" [text]="text()">
      <a uiButton routerLink="/study-groups/discover">Find a group</a>
    </ui-empty>
  `,
  host: { class: 'flex flex-1 flex-col' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NoGroup {
  private readonly groupwork = inject(GroupworkService);
  private readonly overlays = inject(Overlays);
  private readonly router = inject(Router);
  readonly new = input<string>();
  readonly course_id = input<string>();

  private readonly count = computed(() => this.groupwork.groups().length);
  protected readonly heading = computed(() => (this.count() > 0 ? 'Choose a group' : 'No group yet'));
  protected readonly text = computed(() =>
    this.count() > 0
      ? 'Its messages and members appear here.'
      : 'Join one of your courses’ groups, or start one and send its link.',
  );

  constructor() {
    effect(() => {
      if (this.new()) untracked(() => void this.fromLink());
    });
  }

  /** The link is used up first, so that coming back does not ask again. */
  private async fromLink(): Promise<void> {
    const courseId = Number(this.course_id());
    await this.router.navigate(['/study-groups'], { replaceUrl: true });
    await startGroup(this.overlays, this.router, courseId);
  }
}
