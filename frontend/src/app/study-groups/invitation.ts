import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { InvitedGroup } from '@api/study-groups';
import { Tile } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Page } from '../platform/ui/page.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { GroupworkService } from './study-groups.api.ts';

/** Where an invitation link leads: what the group is, and one button. Who is in already goes straight on. */
@Component({
  selector: 'app-invitation',
  imports: [Page, Loaded, Tile, Button, RouterLink],
  template: `
    <ui-page [back]="{ label: 'Groups', link: '/study-groups' }">
      <div
        class="mx-auto grid max-w-100 justify-items-center py-8 text-center"
        *uiLoaded="group; what: 'This invitation'; let invited"
      >
        <ui-tile [courseId]="invited.course?.id ?? invited.id" [name]="invited.name" [size]="72" />
        <h1 class="mt-4 text-title">{{ invited.name }}</h1>
        <p class="mt-1 text-note text-ink-2">{{ facts(invited) }}</p>
        @if (invited.description) {
          <p class="mt-4 text-ink-2">{{ invited.description }}</p>
        }
        @if (isFull(invited)) {
          <p class="mt-6 text-callout text-ink-2">
            All {{ invited.capacity }} places are taken. Ask {{ invited.owner.full_name }} for one.
          </p>
          <a uiButton class="mt-4" routerLink="/study-groups/discover">Find another group</a>
        } @else {
          <button uiButton="primary" big type="button" class="mt-6" [busy]="joining()" (click)="join()">
            Join group
          </button>
        }
      </div>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InvitationScreen {
  private readonly groupwork = inject(GroupworkService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  readonly code = input.required<string>();
  protected readonly group = httpResource<InvitedGroup>(
    () => `/api/study-groups/invitations/${encodeURIComponent(this.code())}`,
  );
  protected readonly joining = signal(false);

  constructor() {
    effect(() => {
      const invited = this.group.hasValue() ? this.group.value() : undefined;
      if (invited?.my?.state === 'member') this.enter(invited.id);
    });
  }

  protected facts(invited: InvitedGroup): string {
    const people = invited.capacity
      ? `${invited.member_count} of ${invited.capacity}`
      : `${invited.member_count}`;
    const members = people === '1' ? '1 member' : `${people} members`;
    return [invited.course?.code, members, `started by ${invited.owner.full_name}`]
      .filter(Boolean)
      .join(', ');
  }

  protected isFull({ capacity, member_count }: InvitedGroup): boolean {
    return capacity !== null && member_count >= capacity;
  }

  protected async join(): Promise<void> {
    this.joining.set(true);
    try {
      this.enter((await this.groupwork.joinByCode(this.code())).id);
    } catch (error) {
      this.toasts.fail(error);
      this.group.reload();
    } finally {
      this.joining.set(false);
    }
  }

  private enter(id: number): void {
    void this.router.navigateByUrl(`/study-groups/${id}`, { replaceUrl: true });
  }
}
