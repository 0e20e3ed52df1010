import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, DestroyRef, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Chip } from '../../platform/ui/chip.ts';
import { Loaded } from '../../platform/ui/loaded.ts';
import { Section } from '../../platform/ui/page.ts';
import { Row } from '../../platform/ui/row.ts';
import { partsOf } from './health.ts';

const EVERY = 30_000;

/** Whether the parts of the server answer, as it says of itself. A server that is unready says so with 503: that is an answer too. */
@Component({
  selector: 'app-health-list',
  imports: [Section, Loaded, Row, Chip, RouterLink],
  template: `
    <ui-section heading="Health">
      <a end class="link text-callout" routerLink="/admin/health">All</a>
      <ul class="list" *uiLoaded="health; what: 'The health of the server'; rows: 2; let parts">
        @for (part of parts; track part.name) {
          <li>
            <div uiRow [name]="part.name" [note]="part.reason">
              <ui-chip end [kind]="part.works ? 'ok' : 'no'">{{ part.state }}</ui-chip>
            </div>
          </li>
        }
      </ul>
    </ui-section>
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HealthList {
  private readonly http = inject(HttpClient);
  protected readonly health = resource({ loader: async () => partsOf(await this.ask()) });

  constructor() {
    const timer = setInterval(() => this.health.reload(), EVERY);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  private async ask(): Promise<unknown> {
    try {
      return await firstValueFrom(this.http.get('/health/ready'));
    } catch (error) {
      if (error instanceof HttpErrorResponse && error.status === 503) return error.error;
      throw error;
    }
  }
}
