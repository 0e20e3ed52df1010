import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { form, minLength, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import { AuthService } from '../platform/session.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { ProfileApi } from './profile.api.ts';
import { SHORTEST_PASSWORD } from './register.ts';

/** A new password needs the old one, and ends the other sessions. */
@Component({
  selector: 'app-password-form',
  imports: [...FORM, Button],
  template: `
    <form class="grid gap-4" novalidate (submit)="change($event)">
      <input class="hidden" type="text" autocomplete="username" [value]="auth.user()?.email" readonly />
      <ui-field label="Password now" reveal [field]="form.current_password">
        <input uiInput type="password" autocomplete="current-password" [formField]="form.current_password" />
      </ui-field>
      <ui-field label="New password" reveal [hint]="hint" [field]="form.password">
        <input uiInput type="password" autocomplete="new-password" [formField]="form.password" />
      </ui-field>
      <ui-form-error [form]="form" />
      <div><button uiButton type="submit" [busy]="form().submitting()">Change password</button></div>
    </form>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PasswordForm {
  private readonly api = inject(ProfileApi);
  private readonly toasts = inject(Toasts);
  protected readonly auth = inject(AuthService);

  protected readonly hint = `At least ${SHORTEST_PASSWORD} characters. A sentence is good.`;
  protected readonly form = form(signal({ current_password: '', password: '' }), (path) => {
    required(path.current_password, { message: 'Write the password that you use now.' });
    required(path.password, { message: 'Choose a new password.' });
    minLength(path.password, SHORTEST_PASSWORD, {
      message: `Make it at least ${SHORTEST_PASSWORD} characters long.`,
    });
  });

  protected async change(event: Event): Promise<void> {
    event.preventDefault();
    const done = await save(this.form, (value) =>
      this.api.changePassword(value.current_password, value.password),
    );
    if (!done) return;
    this.form().reset({ current_password: '', password: '' });
    this.toasts.say('Your password is changed. You are signed out everywhere else.');
  }
}
