import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { StudyGroup } from '@api/study-groups';
import { Tile } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Page } from '../platform/ui/page.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { GroupworkService } from './study-groups.api.ts';

/** A group seen from outside: what it is, and how to get in. */
@Component({
  selector: 'app-group-door',
  imports: [Page, Tile, Button, RouterLink],
  template: `
    <ui-page [back]="{ label: 'Groups', link: '/study-groups' }">
      <div class="mx-auto grid max-w-100 justify-items-center py-8 text-center">
        <ui-tile [courseId]="group().course_id ?? group().id" [name]="group().name" [size]="72" />
        <h1 class="mt-4 text-title">{{ group().name }}</h1>
        <p class="mt-1 text-note text-ink-2">{{ facts() }}</p>
        @if (group().description) {
          <p class="mt-4 text-ink-2">{{ group().description }}</p>
        }
        @if (group().my) {
          <p class="mt-6 text-callout text-ink-2">
            {{ group().owner.full_name }} was asked to let you in. This page opens by itself then.
          </p>
          <button uiButton type="button" class="mt-4" [busy]="busy()" (click)="run('leave')">
            Withdraw the request
          </button>
        } @else if (full()) {
          <p class="mt-6 text-callout text-ink-2">All {{ group().capacity }} places are taken.</p>
          <a uiButton class="mt-4" routerLink="/study-groups/discover">Find another group</a>
        } @else if (group().visibility !== 'invite') {
          <button uiButton="primary" big type="button" class="mt-6" [busy]="busy()" (click)="run('join')">
            {{ group().visibility === 'approval' ? 'Ask to join' : 'Join group' }}
          </button>
        }
      </div>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GroupDoor {
  private readonly groupwork = inject(GroupworkService);
  private readonly toasts = inject(Toasts);

  readonly group = input.required<StudyGroup>();
  readonly changed = output();
  protected readonly busy = signal(false);
  protected readonly full = computed(() => {
    const { capacity, member_count } = this.group();
    return capacity !== null && member_count >= capacity;
  });
  protected readonly facts = computed(() => groupFacts(this.group()));

  protected async run(action: 'join' | 'leave'): Promise<void> {
    this.busy.set(true);
    try {
      await this.groupwork[action](this.group().id);
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.busy.set(false);
      this.changed.emit();
    }
  }
}

/** "CSC 221, by approval, 9 of 12" */
export function groupFacts({ course, visibility, member_count, capacity }: StudyGroup): string {
  const way = { open: 'open', approval: 'by approval', invite: 'by link' }[visibility];
  const people = capacity
    ? `${member_count} of ${capacity}`
    : `${member_count} ${member_count === 1 ? 'member' : 'members'}`;
  return [course?.code, way, people].filter(Boolean).join(', ');
}
