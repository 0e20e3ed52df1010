import type { Notification } from '@api/notifications';
import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, effect, inject } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Live, type LiveEvent } from '../live.ts';
import { AuthService } from '../session.ts';
import { THEMES, Themes } from '../theme.ts';
import { Avatar } from '../ui/avatar.ts';
import { Badge } from '../ui/chip.ts';
import { Icon } from '../ui/icon.ts';
import { MENU } from '../ui/menu.ts';
import { Overlays } from '../ui/overlays.ts';
import { Toasts } from '../ui/toasts.ts';
import { Tip } from '../ui/tooltip.ts';
import { Bell } from './bell.ts';
import { Logo } from './logo.ts';
import { OfflineBanner } from './offline-banner.ts';
import { PaletteOpener } from './palette-opener.ts';
import { adminPlaces, placesOf } from './places.ts';

const ROLES = { student: 'Student', faculty: 'Lecturer', admin: 'Admin' } as const;

/** What stands around every screen: side bar from 1024, icon rail from 768, tab bar of five on phones. */
@Component({
  selector: 'app-shell',
  imports: [
    NgTemplateOutlet,
    RouterOutlet,
    RouterLink,
    RouterLinkActive,
    Avatar,
    Badge,
    Bell,
    Icon,
    Logo,
    OfflineBanner,
    Tip,
    ...MENU,
  ],
  templateUrl: './shell.html',
  host: { class: 'block', '(document:keydown)': 'press($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Shell {
  private readonly auth = inject(AuthService);
  private readonly router = inject(Router);
  private readonly overlays = inject(Overlays);
  private readonly live = inject(Live);
  private readonly toasts = inject(Toasts);
  protected readonly themes = inject(Themes);
  protected readonly palette = inject(PaletteOpener);

  protected readonly themeChoices = THEMES;
  protected readonly me = this.auth.user;
  protected readonly role = computed(() => this.me()?.role ?? 'student');
  protected readonly roleName = computed(() => ROLES[this.role()]);
  protected readonly places = computed(() => placesOf(this.role()));
  protected readonly admin = computed(() => adminPlaces(this.role()));
  protected readonly tabs = computed(() => this.places().slice(0, 4));
  protected readonly unread = this.live.unreadMessages;
  protected readonly wide = matchMedia('(min-width: 1024px)');
  protected readonly keys = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

  constructor() {
    inject(DestroyRef).onDestroy(this.live.on('notification', (event) => this.callOver(event)));
    // Toasts stand above the tab bar where there is one.
    effect((onCleanup) => {
      document.documentElement.style.setProperty('--tabs', '76px');
      onCleanup(() => document.documentElement.style.removeProperty('--tabs'));
    });
  }

  protected press(event: KeyboardEvent): void {
    if (
      event.key.toLowerCase() !== 'k' ||
      !(event.ctrlKey || event.metaKey) ||
      event.altKey ||
      event.shiftKey
    )
      return;
    event.preventDefault();
    void this.palette.open();
  }

  protected async more(): Promise<void> {
    const { MoreSheet } = await import('./more-sheet.ts');
    const link = await this.overlays.open<string>(MoreSheet);
    if (link) await this.router.navigateByUrl(link);
  }

  /** A lecture that begins is worth a word wherever I am; the rest waits at the bell. */
  private callOver(event: LiveEvent): void {
    const { kind, title, body, link } = event['notification'] as Notification;
    if (kind !== 'meeting-started' || this.router.url.startsWith(link)) return;
    const open = () => void this.router.navigateByUrl(link);
    this.toasts.say(`${title}: ${body}`, { label: 'Open', run: open }, 'video');
  }

  protected signOut(): Promise<void> {
    return this.auth.logout();
  }

  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }
}
