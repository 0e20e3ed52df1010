import type { Account } from '@api/directory';
import { DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { email, form, hidden, minLength, required } from '@angular/forms/signals';
import { save } from '../platform/form.ts';
import type { Role } from '../platform/session.ts';
import { Button } from '../platform/ui/button.ts';
import { Switch } from '../platform/ui/checkbox.ts';
import { FORM } from '../platform/ui/field.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { PeopleApi } from './people.api.ts';
import { SHORTEST_PASSWORD } from './register.ts';
import { ROLE_CHOICES, ROLE_MEANS } from './roles.ts';

interface NewUser {
  full_name: string;
  email: string;
  role: Role;
  invite: boolean;
  password: string;
}

/** A new account: by invitation, or with a password that is handed over. Closes with the account. */
@Component({
  selector: 'app-new-user-sheet',
  imports: [...FORM, Sheet, Button, Segmented, Switch],
  template: `
    <ui-sheet heading="Add person">
      <form id="new-user" class="grid gap-4" novalidate (submit)="create($event)">
        <ui-field label="Full name" [field]="form.full_name">
          <input uiInput cdkFocusInitial autocomplete="off" [formField]="form.full_name" />
        </ui-field>
        <ui-field label="E-mail" [field]="form.email">
          <input uiInput type="email" inputmode="email" autocomplete="off" [formField]="form.email" />
        </ui-field>
        <div>
          <p class="mb-1.5 text-note font-medium text-ink-2">Role</p>
          <ui-segmented label="Role" [choices]="roles" [formField]="form.role" />
          <p class="mt-1.5 text-note text-ink-3">{{ means() }}</p>
        </div>
        <div>
          <ui-switch [formField]="form.invite">Invite by e-mail</ui-switch>
          <p class="text-note text-ink-3">
            {{
              form.invite().value()
                ? 'The person gets a link to choose a password. It works once, for seven days.'
                : 'You hand the password over; the person changes it in the profile.'
            }}
          </p>
        </div>
        @if (!form.password().hidden()) {
          <ui-field label="Password" reveal [hint]="hint" [field]="form.password">
            <input uiInput type="password" autocomplete="new-password" [formField]="form.password" />
          </ui-field>
        }
        <ui-form-error [form]="form" />
      </form>
      <div footer>
        <button uiButton="primary" type="submit" form="new-user" [busy]="form().submitting()">
          {{ form.invite().value() ? 'Send invitation' : 'Add person' }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NewUserSheet {
  private readonly api = inject(PeopleApi);
  private readonly ref = inject<DialogRef<Account>>(DialogRef);
  protected readonly roles = ROLE_CHOICES;
  protected readonly hint = `At least ${SHORTEST_PASSWORD} characters.`;
  protected readonly means = computed(() => ROLE_MEANS[this.form.role().value()]);

  protected readonly form = form(
    signal<NewUser>({ full_name: '', email: '', role: 'student', invite: true, password: '' }),
    (path) => {
      required(path.full_name, { message: 'Write the name as others should see it.' });
      required(path.email, { message: 'Write the e-mail address.' });
      email(path.email, { message: 'This is not a whole e-mail address.' });
      hidden(path.password, ({ valueOf }) => valueOf(path.invite));
      required(path.password, { message: 'Choose a password to hand over.' });
      minLength(path.password, SHORTEST_PASSWORD, {
        message: `Make it at least ${SHORTEST_PASSWORD} characters long.`,
      });
    },
  );

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    await save(this.form, async ({ full_name, email, role, invite, password }) => {
      const account = { full_name, email: email.trim(), role };
      this.ref.close(await this.api.create(invite ? account : { ...account, password }));
    });
  }
}
