import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { StudyGroup } from '@api/study-groups';
import { Button } from '../../platform/ui/button.ts';
import { Loaded } from '../../platform/ui/loaded.ts';
import { Empty } from '../../platform/ui/states.ts';
import { ThreadScreen } from '../../study-groups/thread-screen.ts';
import { RoomCall } from './room-call.ts';

/** The group's own thread, the same as outside the call. A lecture has none, and says so. */
@Component({
  selector: 'app-chat-panel',
  imports: [RouterLink, Button, Loaded, Empty, ThreadScreen],
  template: `
    @if (groupId()) {
      <ng-container *uiLoaded="group; what: 'The chat'; let loaded">
        @for (one of [loaded]; track one.id) {
          <app-thread bare class="flex min-h-0 flex-1 flex-col" [start]="one" (changed)="group.reload()" />
        }
      </ng-container>
    } @else {
      <ui-empty
        class="my-auto"
        icon="message-circle"
        heading="A lecture has no chat of its own"
        [text]="words()"
      >
        <a
          uiButton
          target="_blank"
          icon="external-link"
          [routerLink]="['/courses', call.meeting()?.course_id]"
        >
          Open the course
        </a>
      </ui-empty>
    }
  `,
  host: { class: 'flex min-h-0 flex-1 flex-col' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChatPanel {
  protected readonly call = inject(RoomCall);
  protected readonly groupId = computed(() => this.call.meeting()?.study_group_id ?? null);
  protected readonly group = httpResource<StudyGroup>(() => {
    const id = this.groupId();
    return id === null ? undefined : `/api/study-groups/${id}/`;
  });
  protected readonly words = computed(() =>
    this.call.leads()
      ? 'Students raise a hand to ask. The study groups of the course have their threads, also during the lecture.'
      : 'Raise your hand to ask. The study groups of the course have their threads, also during the lecture.',
  );
}
