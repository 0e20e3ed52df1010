import type { Account } from '@api/directory';
import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { disabled, email, form, required } from '@angular/forms/signals';
import { Clock } from '../platform/clock.ts';
import { save } from '../platform/form.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { FORM } from '../platform/ui/field.ts';
import { Overlays, Sheet } from '../platform/ui/overlays.ts';
import { Picker } from '../platform/ui/picker.ts';
import type { Pick } from '../platform/ui/picker.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { PeopleApi } from './people.api.ts';
import type { ClassName } from './people.api.ts';
import { firstName, ROLE_CHOICES, ROLE_MEANS, ROLE_NAMES } from './roles.ts';

export interface UserSheetData {
  readonly account: Account;
  readonly class: ClassName | undefined;
  /** It is the administrator's own account. */
  readonly own: boolean;
}

/** One account: who it is, what it may do, whether it is open. Closes with true when something changed. */
@Component({
  selector: 'app-user-sheet',
  imports: [...FORM, Sheet, Button, Avatar, Chip, Segmented, Picker],
  templateUrl: './user-sheet.html',
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UserSheet {
  private readonly api = inject(PeopleApi);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly clock = inject(Clock);
  protected readonly data = inject<UserSheetData>(DIALOG_DATA);
  protected readonly account = this.data.account;
  protected readonly roles = ROLE_CHOICES;
  protected readonly roleNames = ROLE_NAMES;
  protected readonly busy = signal(false);

  private readonly classNow: readonly Pick[] = this.data.class ? [this.data.class] : [];
  protected readonly form = form(
    signal({
      full_name: this.account.full_name,
      email: this.account.email,
      role: this.account.role,
      class: this.classNow,
    }),
    (path) => {
      required(path.full_name, { message: 'Write the name as others should see it.' });
      required(path.email, { message: 'Write the e-mail address.' });
      email(path.email, { message: 'This is not a whole e-mail address.' });
      disabled(path.role, () => this.data.own);
    },
  );

  protected readonly student = computed(() => this.form.role().value() === 'student');
  protected readonly roleNote = computed(() =>
    this.data.own
      ? 'You cannot change your own role. Ask another administrator.'
      : ROLE_MEANS[this.form.role().value()],
  );

  protected readonly findClasses = async (query: string): Promise<readonly Pick[]> => {
    const wanted = query.toLowerCase();
    return (await this.api.classes())
      .filter((one) => one.name.toLowerCase().includes(wanted))
      .map((one) => ({ id: one.id, name: one.name, note: `${one.student_count} students` }));
  };

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    const before = this.account;
    await save(this.form, async ({ full_name, email, role, class: picked }) => {
      const address = email.trim();
      const after = await this.api.update(before.id, {
        full_name,
        ...(address !== before.email && { email: address }),
        ...(role !== before.role && { role }),
      });
      const into = role === 'student' ? picked[0] : undefined;
      await this.api.setClass(before.id, this.data.class, into);
      this.ref.close(true);
      this.toasts.say(this.factOf(after, into));
    });
  }

  private factOf(after: Account, into: Pick | undefined): string {
    if (after.role !== this.account.role)
      return `${after.full_name} is now ${ROLE_NAMES[after.role].toLowerCase()}, on every device at once.`;
    if (after.email !== this.account.email) return `A link to confirm ${after.email} is on its way.`;
    if (into && into.id !== this.data.class?.id) return `${after.full_name} is in ${into.name} now.`;
    return `${after.full_name} is saved.`;
  }

  protected async deactivate(): Promise<void> {
    const name = this.account.full_name;
    const sure = await this.overlays.confirm({
      heading: `Deactivate ${name}?`,
      text: `${firstName(name)} is signed out on every device at once and cannot sign in. Messages, groups and courses stay as they are. You can activate the account again.`,
      action: 'Deactivate',
      danger: true,
    });
    if (sure) await this.setActive(false);
  }

  protected async setActive(active: boolean): Promise<void> {
    const { id, full_name } = this.account;
    await this.during(async () => {
      await this.api.update(id, { active });
      this.ref.close(true);
      this.toasts.say(
        active ? `${full_name} can sign in again.` : `${full_name} is signed out and cannot sign in.`,
      );
    });
  }

  protected async invite(): Promise<void> {
    await this.during(async () => {
      await this.api.invite(this.account.id);
      this.toasts.say(`A new invitation goes to ${this.account.email}. The one before stopped working.`);
    });
  }

  private async during(work: () => Promise<void>): Promise<void> {
    this.busy.set(true);
    try {
      await work();
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.busy.set(false);
    }
  }
}
