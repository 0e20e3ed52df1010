import type { AuditEntry } from '@api/directory';
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Clock } from '../platform/clock.ts';
import { paged } from '../platform/paged.ts';
import { Icon } from '../platform/ui/icon.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { More, Page, Section } from '../platform/ui/page.ts';
import { Segmented } from '../platform/ui/segmented.ts';
import { Empty } from '../platform/ui/states.ts';
import { deedOf, iconOf } from './audit-words.ts';

type About = 'all' | 'user' | 'class' | 'semester';

/** Who changed what, by day, the newest first. */
@Component({
  selector: 'app-audit',
  imports: [Page, Section, More, Segmented, Icon, Loaded, Empty],
  template: `
    <ui-page heading="Changes" note="Who changed what, the newest first.">
      <ui-segmented
        class="mb-4 max-w-120"
        label="About"
        [choices]="choices"
        [value]="about()"
        (valueChange)="about.set($event)"
      />
      <ng-container *uiLoaded="list.first; what: 'The changes'; rows: 6">
        @for (day of days(); track day.name) {
          <ui-section [heading]="day.name">
            <ul class="list [--inset:34px]">
              @for (entry of day.entries; track entry.id) {
                <li class="flex min-h-13 items-center gap-3 py-2">
                  <ui-icon class="text-ink-2" [name]="icon(entry)" />
                  <p class="min-w-0 flex-1 text-callout [overflow-wrap:anywhere]">
                    <b>{{ entry.actor?.full_name ?? 'The server' }}</b>
                    {{ deed(entry) }}
                  </p>
                  <time class="num text-note text-ink-3" [attr.datetime]="entry.created_at">
                    {{ clock.time(entry.created_at) }}
                  </time>
                </li>
              }
            </ul>
          </ui-section>
        } @empty {
          <ui-empty
            icon="history"
            heading="Nothing changed yet"
            text="Every change of an account, a class, a room or a semester is kept here."
          />
        }
        <ui-more [of]="list" />
      </ng-container>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Audit {
  protected readonly clock = inject(Clock);
  protected readonly icon = iconOf;
  protected readonly deed = deedOf;
  protected readonly about = signal<About>('all');
  protected readonly choices: readonly { value: About; label: string }[] = [
    { value: 'all', label: 'All' },
    { value: 'user', label: 'People' },
    { value: 'class', label: 'Classes' },
    { value: 'semester', label: 'Semesters' },
  ];
  protected readonly list = paged<AuditEntry>(
    () => `/api/audit/?limit=50${this.about() === 'all' ? '' : `&about=${this.about()}`}`,
  );
  protected readonly days = computed(() =>
    [...Map.groupBy(this.list.items(), (entry) => this.clock.dayName(entry.created_at))].map(
      ([name, entries]) => ({ name, entries }),
    ),
  );
}
