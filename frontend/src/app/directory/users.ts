import type { Account, AccountPage } from '@api/directory';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  resource,
  signal,
} from '@angular/core';
import { Router } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { paged } from '../platform/paged.ts';
import type { Page as Listed } from '../platform/paged.ts';
import { AuthService } from '../platform/session.ts';
import type { Role } from '../platform/session.ts';
import { Avatar } from '../platform/ui/avatar.ts';
import { Button, IconButton } from '../platform/ui/button.ts';
import { Chip } from '../platform/ui/chip.ts';
import { Search } from '../platform/ui/field.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { MENU } from '../platform/ui/menu.ts';
import { Overlays } from '../platform/ui/overlays.ts';
import { More, Page } from '../platform/ui/page.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { Empty } from '../platform/ui/states.ts';
import { Toasts } from '../platform/ui/toasts.ts';
import { NewUserSheet } from './new-user-sheet.ts';
import { PeopleApi } from './people.api.ts';
import { ROLE_NAMES } from './roles.ts';
import { UserSheet } from './user-sheet.ts';
import type { UserSheetData } from './user-sheet.ts';

/** A page of accounts carries how many there are of each role. */
type Counted = Listed<Account> & Partial<Pick<AccountPage, 'counts'>>;
type State = 'all' | 'active' | 'off';

const PAUSE = 200;

/** All accounts: find one, add one, change one. */
@Component({
  selector: 'app-users',
  imports: [Page, More, Segmented, Search, Button, IconButton, Chip, Avatar, Loaded, Empty, ...MENU],
  templateUrl: './users.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Users {
  private readonly overlays = inject(Overlays);
  private readonly toasts = inject(Toasts);
  private readonly api = inject(PeopleApi);
  private readonly router = inject(Router);
  private readonly me = inject(AuthService).user;
  protected readonly clock = inject(Clock);
  protected readonly roleNames = ROLE_NAMES;

  /** `?new=1` opens the sheet for a new person. */
  readonly new = input('');

  protected readonly query = signal('');
  protected readonly role = signal<Role | 'all'>('all');
  protected readonly state = signal<State>('all');
  protected readonly roles = [
    { value: 'all', label: 'All' },
    { value: 'student', label: 'Students' },
    { value: 'faculty', label: 'Lecturers' },
    { value: 'admin', label: 'Admins' },
  ] as const;
  protected readonly states = [
    { value: 'all', label: 'Everybody' },
    { value: 'active', label: 'Who can sign in' },
    { value: 'off', label: 'Deactivated' },
  ] as const;

  private readonly asked = signal('');
  protected readonly list = paged<Account>(() => {
    const query = new URLSearchParams({ limit: '50' });
    if (this.asked()) query.set('q', this.asked());
    const role = this.role();
    if (role !== 'all') query.set('role', role);
    if (this.state() !== 'all') query.set('active', String(this.state() === 'active'));
    return `/api/users/?${query}`;
  });

  private readonly shown = computed(() =>
    this.list
      .items()
      .map((one) => one.id)
      .join(),
  );
  private readonly memberships = resource({
    params: () => this.shown() || undefined,
    loader: ({ params }) => this.api.classesOf(params.split(',').map(Number)),
  });
  protected readonly classes = computed(() =>
    this.memberships.hasValue() ? this.memberships.value() : undefined,
  );

  protected readonly note = computed(() => {
    const first = this.list.first;
    if (!first.hasValue()) return '';
    const { counts }: Counted = first.value();
    if (!counts) return '';
    const people = counts.student + counts.faculty + counts.admin;
    const active = `${people.toLocaleString('en')} ${people === 1 ? 'person' : 'people'}`;
    return counts.inactive > 0 ? `${active}, ${counts.inactive} deactivated` : active;
  });
  protected readonly filtered = computed(
    () => this.asked() !== '' || this.role() !== 'all' || this.state() !== 'all',
  );

  constructor() {
    effect((onCleanup) => {
      const query = this.query().trim();
      const timer = setTimeout(() => this.asked.set(query), query ? PAUSE : 0);
      onCleanup(() => clearTimeout(timer));
    });
    effect(() => {
      if (this.new()) void this.add();
    });
  }

  /** "Student, CS-2024", the second line on phones. */
  protected about(account: Account): string {
    return [ROLE_NAMES[account.role], this.classes()?.get(account.id)?.name].filter(Boolean).join(', ');
  }

  protected showAll(): void {
    this.query.set('');
    this.asked.set('');
    this.role.set('all');
    this.state.set('all');
  }

  protected async add(): Promise<void> {
    if (this.new()) void this.router.navigate([], { queryParams: {}, replaceUrl: true });
    const made = await this.overlays.open<Account>(NewUserSheet, { side: true });
    if (!made) return;
    this.list.first.reload();
    this.toasts.say(
      made.has_password
        ? `${made.full_name} can sign in now.`
        : `${made.full_name} is here. The invitation goes to ${made.email}.`,
    );
  }

  protected async edit(account: Account): Promise<void> {
    const data: UserSheetData = {
      account,
      class: this.classes()?.get(account.id),
      own: account.id === this.me()?.id,
    };
    const changed = await this.overlays.open<boolean, UserSheetData>(UserSheet, { data, side: true });
    if (!changed) return;
    this.list.first.reload();
    this.memberships.reload();
  }
}
