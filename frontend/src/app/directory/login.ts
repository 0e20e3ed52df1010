import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import { save } from '../platform/form.ts';
import { AuthService } from '../platform/session.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Button } from '../platform/ui/button.ts';
import { FORM } from '../platform/ui/field.ts';
import { AuthApi } from './auth.api.ts';
import { Door } from './door.ts';

/** The demo accounts of the embedded mode share one password, printed at the start of the server too. */
const DEMO_PASSWORD = 'course-organizer';
const ORDER = ['student', 'faculty', 'admin'];
const ROLES = { student: 'Student', faculty: 'Lecturer', admin: 'Admin' } as const;

@Component({
  selector: 'app-login',
  imports: [...FORM, Door, Button, Avatar, RouterLink],
  templateUrl: './login.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Login {
  private readonly auth = inject(AuthService);
  private readonly router = inject(Router);
  private readonly settings = inject(AuthApi).settings();

  /** Where the person wanted to go. */
  readonly next = input<string>();

  protected readonly roles = ROLES;
  protected readonly form = form(signal({ email: '', password: '' }), (path) => {
    required(path.email, { message: 'Write the e-mail address of your account.' });
    required(path.password, { message: 'Write your password.' });
  });
  protected readonly known = computed(() => (this.settings.hasValue() ? this.settings.value() : undefined));
  protected readonly demo = computed(() =>
    (this.known()?.demo_accounts ?? []).toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role)),
  );

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    const done = await save(this.form, ({ email, password }) => this.auth.login(email.trim(), password));
    if (done) await this.enter();
  }

  protected async signInAs(email: string): Promise<void> {
    this.form().value.set({ email, password: DEMO_PASSWORD });
    if (await save(this.form, ({ password }) => this.auth.login(email, password))) await this.enter();
  }

  private enter(): Promise<boolean> {
    const next = this.next();
    // Only paths of our own: `next=//elsewhere.org` must not lead away.
    return this.router.navigateByUrl(next && /^\/(?![/\\])/.test(next) ? next : '/dashboard');
  }
}
