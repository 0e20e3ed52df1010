import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { form, minLength, required } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { AuthApi } from './auth.api.ts';
import { Door } from './door.ts';
import { SHORTEST_PASSWORD } from './register.ts';

/** Where the link of the password mail leads: /reset?token=… */
@Component({
  selector: 'app-reset',
  imports: [...FORM, Door, Button, RouterLink],
  template: `
    <app-door heading="New password" [quiet]="true" note="You are signed out everywhere else.">
      <form class="grid gap-4" novalidate (submit)="reset($event)">
        <ui-field label="New password" reveal [field]="form.password" [hint]="hint">
          <input uiInput type="password" autocomplete="new-password" [formField]="form.password" />
        </ui-field>
        <ui-form-error [form]="form" />
        <button uiButton="primary" big wide type="submit" [busy]="form().submitting()">Set password</button>
      </form>
      <p class="mt-4 text-center text-callout"><a class="link" routerLink="/forgot">Send me a new link</a></p>
    </app-door>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Reset {
  private readonly api = inject(AuthApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  readonly token = input('', { transform: (token: string | undefined) => token ?? '' });
  protected readonly hint = `At least ${SHORTEST_PASSWORD} characters. A sentence is good.`;
  protected readonly form = form(signal({ password: '' }), (path) => {
    required(path.password, { message: 'Choose a password.' });
    minLength(path.password, SHORTEST_PASSWORD, {
      message: `Make it at least ${SHORTEST_PASSWORD} characters long.`,
    });
  });

  protected async reset(event: Event): Promise<void> {
    event.preventDefault();
    const done = await save(this.form, ({ password }) => this.api.reset(this.token(), password));
    if (!done) return;
    this.toasts.say('Your new password is set. Sign in with it.');
    await this.router.navigateByUrl('/login');
  }
}
