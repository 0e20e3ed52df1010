import type { OpenSession } from '@api/directory';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Clock } from '../platform/clock.ts';
import { Button } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Icon } from '../platform/ui/icon.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Section } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { deviceName, isPhone } from './device.ts';
import { ProfileApi } from './profile.api.ts';

/** Where I am signed in, and the way to end it there. */
@Component({
  selector: 'app-sessions',
  imports: [Section, Loaded, Row, Chip, Icon, Button],
  template: `
    <ui-section heading="Where you are signed in">
      <ng-container *uiLoaded="sessions; what: 'Your sessions'; rows: 2; let page">
        <ul class="list [--inset:34px]">
          @for (session of page.items; track session.id) {
            <li>
              <div uiRow [name]="device(session)" [note]="place(session)">
                <ui-icon start class="text-ink-2" [name]="phone(session) ? 'smartphone' : 'monitor'" />
                @if (session.current) {
                  <ui-chip end kind="ok">This one</ui-chip>
                } @else {
                  <button
                    end
                    uiButton
                    type="button"
                    [attr.aria-label]="'Sign out ' + device(session)"
                    (click)="end(session)"
                  >
                    Sign out
                  </button>
                }
              </div>
            </li>
          }
        </ul>
        @if (page.items.length > 1) {
          <button uiButton="danger" class="mt-3" type="button" (click)="endOthers(page.items.length - 1)">
            Sign out the others
          </button>
        }
      </ng-container>
    </ui-section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Sessions {
  private readonly api = inject(ProfileApi);
  private readonly toasts = inject(Toasts);
  private readonly clock = inject(Clock);
  protected readonly sessions = this.api.sessions();

  protected device(session: OpenSession): string {
    return deviceName(session.user_agent);
  }

  protected phone(session: OpenSession): boolean {
    return isPhone(session.user_agent);
  }

  protected place(session: OpenSession): string {
    return session.current
      ? `Here, ${session.ip}`
      : `Last used ${this.clock.relative(session.last_seen_at)}, ${session.ip}`;
  }

  protected end(session: OpenSession): Promise<void> {
    return this.run(() => this.api.endSession(session.id), `${this.device(session)} is signed out.`);
  }

  protected endOthers(count: number): Promise<void> {
    return this.run(
      () => this.api.endOtherSessions(),
      count === 1 ? 'The other one is signed out.' : `${count} others are signed out.`,
    );
  }

  private async run(action: () => Promise<unknown>, fact: string): Promise<void> {
    try {
      await action();
      this.toasts.say(fact);
      this.sessions.reload();
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
