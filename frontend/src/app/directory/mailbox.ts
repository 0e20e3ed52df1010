import type { MailboxItem } from '@api/directory';
import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../platform/clock.ts';
import { Logo } from '../platform/shell/logo.ts';
import { Button } from '../platform/ui/button.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Row } from '../platform/ui/row.ts';
import { Empty } from '../platform/ui/states.ts';
import { linkParts } from './link-parts.ts';

/** Mails that nobody sent, because this installation has no mail server: newest first, links that work. */
@Component({
  selector: 'app-mailbox',
  imports: [Logo, Loaded, Row, Empty, Button, RouterLink],
  templateUrl: './mailbox.html',
  host: { class: 'block min-h-dvh bg-surface' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Mailbox {
  protected readonly clock = inject(Clock);
  protected readonly parts = linkParts;
  protected readonly mails = httpResource<{ readonly items: readonly MailboxItem[] }>(() => '/api/mailbox/');
  protected readonly open = signal<number | null>(null);

  protected toggle(mail: MailboxItem, newest: boolean): void {
    const shown = this.isOpen(mail, newest);
    this.open.set(shown ? -1 : mail.id);
  }

  /** Until something is chosen the newest is open: it is the one that was waited for. */
  protected isOpen(mail: MailboxItem, newest: boolean): boolean {
    return this.open() === mail.id || (newest && this.open() === null);
  }
}
