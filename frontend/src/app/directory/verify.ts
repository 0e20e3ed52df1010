import { ChangeDetectionStrategy, Component, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { toProblem } from '../platform/problem.ts';
import { AuthService } from '../platform/session.ts';
import { Button } from '../platform/ui/button.ts';
import { Progress } from '../platform/ui/chip.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { AuthApi } from './auth.api.ts';
import { Door } from './door.ts';

/** Where the link of the confirmation mail leads: /verify?token=… */
@Component({
  selector: 'app-verify',
  imports: [Door, Button, Progress, RouterLink],
  template: `
    @switch (confirmed.status()) {
      @case ('resolved') {
        <app-door heading="Address confirmed" note="Mail about your classes and groups comes here now.">
          <a uiButton="primary" big wide routerLink="/dashboard">Go on</a>
        </app-door>
      }
      @case ('error') {
        <app-door heading="This link does not work" [note]="reason()">
          @if (auth.signedIn()) {
            <button uiButton="primary" big wide type="button" (click)="resend()">Send a new link</button>
          } @else {
            <a uiButton="primary" big wide routerLink="/login">Sign in to get a new one</a>
          }
        </app-door>
      }
      @default {
        <app-door heading="Confirming your address"><ui-progress label="Confirming" /></app-door>
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Verify {
  private readonly api = inject(AuthApi);
  private readonly toasts = inject(Toasts);
  protected readonly auth = inject(AuthService);

  /** Without one the link was cut short; the API says so. */
  readonly token = input('', { transform: (token: string | undefined) => token ?? '' });
  protected readonly confirmed = resource({
    params: () => this.token(),
    loader: async ({ params }) => {
      await this.api.verify(params);
      if (this.auth.signedIn()) await this.auth.reread();
    },
  });

  protected reason(): string {
    return toProblem(this.confirmed.error()).detail;
  }

  protected async resend(): Promise<void> {
    try {
      await this.api.resendVerification();
      this.toasts.say('A new link is on its way.', undefined, 'mail');
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
