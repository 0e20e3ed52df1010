import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { email, form, required } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { save } from '../platform/form.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { AuthApi } from './auth.api.ts';
import { Door } from './door.ts';

@Component({
  selector: 'app-forgot',
  imports: [...FORM, Door, Button, RouterLink],
  template: `
    @if (sentTo(); as address) {
      <app-door
        heading="Look in your mail"
        [quiet]="true"
        [note]="'If ' + address + ' has an account, a link is on its way. It works once, for one hour.'"
      >
        @if (mailbox(); as url) {
          <a uiButton="primary" big wide [href]="url">Open the local mailbox</a>
        }
        <p class="mt-4 text-center text-callout text-ink-2">
          <button class="link" type="button" (click)="sentTo.set('')">Write another address</button>
        </p>
      </app-door>
    } @else {
      <app-door heading="Forgotten password" [quiet]="true" note="We send you a link to choose a new one.">
        <form class="grid gap-4" novalidate (submit)="send($event)">
          <ui-field label="E-mail" [field]="form.email">
            <input uiInput type="email" autocomplete="username" inputmode="email" [formField]="form.email" />
          </ui-field>
          <ui-form-error [form]="form" />
          <button uiButton="primary" big wide type="submit" [busy]="form().submitting()">
            Send the link
          </button>
        </form>
        <p class="mt-4 text-center text-callout"><a class="link" routerLink="/login">Back to sign in</a></p>
      </app-door>
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Forgot {
  private readonly api = inject(AuthApi);
  private readonly settings = this.api.settings();

  protected readonly sentTo = signal('');
  protected readonly mailbox = computed(() =>
    this.settings.hasValue() ? this.settings.value().mailbox_url : undefined,
  );
  protected readonly form = form(signal({ email: '' }), (path) => {
    required(path.email, { message: 'Write the e-mail address of your account.' });
    email(path.email, { message: 'This is not a whole e-mail address.' });
  });

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    if (await save(this.form, ({ email }) => this.api.forgot(email)))
      this.sentTo.set(this.form.email().value());
  }
}
