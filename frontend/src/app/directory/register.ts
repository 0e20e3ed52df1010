import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { email, form, minLength, required } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { save } from '../platform/form.ts';
import { AuthService } from '../platform/session.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { AuthApi } from './auth.api.ts';
import { Door } from './door.ts';

/** As long as the server asks for (NIST SP 800-63B: length, not composition). */
export const SHORTEST_PASSWORD = 10;

@Component({
  selector: 'app-register',
  imports: [...FORM, Door, Button, RouterLink],
  template: `
    <app-door heading="Create an account" [quiet]="true" [note]="note()">
      @if (closed()) {
        <p class="text-callout text-ink-2">
          Your university makes the accounts itself. Ask the office for yours, then
          <a class="link" routerLink="/login">sign in</a>
          .
        </p>
      } @else {
        <form class="grid gap-4" novalidate (submit)="register($event)">
          <ui-field label="Full name" [field]="form.full_name">
            <input uiInput autocomplete="name" [formField]="form.full_name" />
          </ui-field>
          <ui-field label="E-mail" [field]="form.email" [hint]="emailHint()">
            <input uiInput type="email" autocomplete="username" inputmode="email" [formField]="form.email" />
          </ui-field>
          <ui-field label="Password" reveal [field]="form.password" [hint]="passwordHint">
            <input uiInput type="password" autocomplete="new-password" [formField]="form.password" />
          </ui-field>
          <ui-form-error [form]="form" />
          <button uiButton="primary" big wide type="submit" [busy]="form().submitting()">
            Create account
          </button>
        </form>
        <p class="mt-4 text-center text-callout text-ink-2">
          Have one?
          <a class="link" routerLink="/login">Sign in</a>
        </p>
      }
    </app-door>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Register {
  private readonly auth = inject(AuthService);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly settings = inject(AuthApi).settings();

  protected readonly passwordHint = `At least ${SHORTEST_PASSWORD} characters. A sentence is good.`;
  protected readonly form = form(signal({ full_name: '', email: '', password: '' }), (path) => {
    required(path.full_name, { message: 'Write your name as others should see it.' });
    required(path.email, { message: 'Write your e-mail address.' });
    email(path.email, { message: 'This is not a whole e-mail address.' });
    required(path.password, { message: 'Choose a password.' });
    minLength(path.password, SHORTEST_PASSWORD, {
      message: `Make it at least ${SHORTEST_PASSWORD} characters long.`,
    });
  });
  private readonly known = computed(() => (this.settings.hasValue() ? this.settings.value() : undefined));
  protected readonly closed = computed(() => this.known()?.registration === 'closed');
  protected readonly note = computed(() => {
    const institution = this.known()?.institution;
    return institution ? `For students of ${institution}.` : 'For students.';
  });
  protected readonly emailHint = computed(() => {
    const known = this.known();
    return known?.registration === 'domain' ? `It ends with @${known.domains.join(' or @')}.` : '';
  });

  protected async register(event: Event): Promise<void> {
    event.preventDefault();
    const done = await save(this.form, (input) => this.auth.register(input));
    if (!done) return;
    this.toasts.say(
      `We wrote to ${this.form.email().value()}. Open the link to confirm the address.`,
      undefined,
      'mail',
    );
    await this.router.navigateByUrl('/dashboard');
  }
}
