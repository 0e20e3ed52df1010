import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, resource } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Clock } from '../platform/clock.ts';
import { Chip } from '../platform/ui/chip.ts';
import type { ChipKind } from '../platform/ui/chip.ts';
import { Icon } from '../platform/ui/icon.ts';
import type { IconName } from '../platform/ui/icons.ts';
import { Loaded } from '../platform/ui/loaded.ts';
import { Page } from '../platform/ui/page.ts';
import { Row } from '../platform/ui/row.ts';

interface Ready {
  readonly status: string;
  readonly dependencies: Readonly<Record<string, { readonly state: string; readonly reason?: string }>>;
}
interface Checked extends Ready {
  readonly at: number;
}

const EVERY = 10_000;

const PARTS: Record<string, { name: string; icon: IconName; means: string }> = {
  database: { name: 'Database', icon: 'layers', means: 'Everything that people wrote and chose.' },
  redis: {
    name: 'Redis',
    icon: 'repeat',
    means: 'Carries events between servers. Without it all goes on, slower.',
  },
  jitsi: { name: 'Video server', icon: 'video', means: 'Without it calls go from browser to browser.' },
  mail: { name: 'Mail', icon: 'mail', means: 'What waits is sent when it is back.' },
  files: { name: 'Files', icon: 'file-text', means: 'Pictures, materials and recordings.' },
  server: { name: 'This server', icon: 'activity', means: '' },
};
const STATES: Record<string, { kind: ChipKind; label: string }> = {
  ok: { kind: 'ok', label: 'Works' },
  embedded: { kind: 'neutral', label: 'Built in' },
  draining: { kind: 'wait', label: 'Going down' },
  down: { kind: 'no', label: 'Down' },
};

/** What the product stands on, and whether it does. Looks again by itself every ten seconds. */
@Component({
  selector: 'app-health',
  imports: [Page, Loaded, Row, Chip, Icon],
  template: `
    <ui-page heading="Health" [note]="note()" narrow>
      <ul class="list [--inset:34px]" *uiLoaded="health; what: 'The health of the server'; rows: 2">
        @for (part of parts(); track part.name) {
          <li>
            <div uiRow twoLines [name]="part.name">
              <ui-icon start class="text-ink-2" [name]="part.icon" />
              <span note class="block text-note text-ink-2">{{ part.note }}</span>
              <ui-chip end [kind]="part.state.kind">{{ part.state.label }}</ui-chip>
            </div>
          </li>
        }
      </ul>
    </ui-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Health {
  private readonly http = inject(HttpClient);
  private readonly clock = inject(Clock);

  protected readonly health = resource({ loader: () => this.read() });
  private readonly checked = computed(() => (this.health.hasValue() ? this.health.value() : undefined));
  protected readonly note = computed(() => {
    const checked = this.checked();
    if (!checked) return '';
    const down = this.parts().filter((part) => part.state.kind === 'no');
    const names = down.map((part) => part.name).join(' and ');
    const fact = down.length > 0 ? `${names} ${down.length > 1 ? 'are' : 'is'} down.` : 'All parts work.';
    return `${fact} Looked at ${this.clock.time(checked.at)}.`;
  });
  protected readonly parts = computed(() =>
    Object.entries(this.checked()?.dependencies ?? {}).map(([key, { state, reason }]) => {
      const part = PARTS[key] ?? { name: key, icon: 'circle-question-mark' as const, means: '' };
      return {
        ...part,
        note: reason ?? part.means,
        state: STATES[state] ?? { kind: 'wait' as const, label: state },
      };
    }),
  );

  constructor() {
    const timer = setInterval(() => this.health.reload(), EVERY);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  /** 503 is an answer too: it says what is down. */
  private async read(): Promise<Checked> {
    const at = Date.now();
    try {
      return { ...(await firstValueFrom(this.http.get<Ready>('/health/ready'))), at };
    } catch (error) {
      const body: unknown = error instanceof HttpErrorResponse ? error.error : undefined;
      if (isReady(body)) return { ...body, at };
      throw error;
    }
  }
}

const isReady = (body: unknown): body is Ready =>
  typeof body === 'object' && body !== null && 'dependencies' in body && 'status' in body;
