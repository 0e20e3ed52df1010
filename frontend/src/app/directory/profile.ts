import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { AuthService } from '../platform/session.ts';
import { THEMES, Themes } from '../platform/theme.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { Page, Section } from '../platform/ui/page.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { AuthApi } from './auth.api.ts';
import { PasswordForm } from './password-form.ts';
import { PersonForm } from './person-form.ts';
import { ProfileApi } from './profile.api.ts';
import { Sessions } from './sessions.ts';

@Component({
  selector: 'app-profile',
  imports: [Page, Section, Avatar, Button, Chip, Segmented, PersonForm, PasswordForm, Sessions],
  templateUrl: './profile.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Profile {
  private readonly api = inject(ProfileApi);
  private readonly authApi = inject(AuthApi);
  private readonly auth = inject(AuthService);
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  protected readonly themes = inject(Themes);

  protected readonly themeChoices = THEMES;
  protected readonly me = this.auth.user;
  protected readonly role = computed(
    () => ({ student: 'Student', faculty: 'Lecturer', admin: 'Admin' })[this.me()?.role ?? 'student'],
  );

  protected async choosePicture(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    const { CropSheet } = await import('./crop-sheet.ts');
    const picture = await this.overlays.open<Blob, File>(CropSheet, { data: file });
    if (picture)
      await this.run(() => this.api.setPicture(picture), 'Your new picture is on its way to everyone.');
  }

  protected removePicture(): Promise<void> {
    return this.run(() => this.api.removePicture(), 'Your picture is gone. Your initials stand in.');
  }

  protected resend(): Promise<void> {
    return this.run(() => this.authApi.resendVerification(), `We wrote to ${this.me()?.email ?? 'you'}.`);
  }

  private async run(action: () => Promise<unknown>, fact: string): Promise<void> {
    try {
      await action();
      this.toasts.say(fact);
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
