import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Logo } from '../../shell/logo.ts';
import { ControlSpecimens } from './control-specimens.ts';
import { ContentSpecimens } from './content-specimens.ts';
import { FieldSpecimens } from './field-specimens.ts';
import { OverlaySpecimens } from './overlay-specimens.ts';
import { StateSpecimens } from './state-specimens.ts';

/** Every component in every state, light and dark side by side: look here before making another one. */
@Component({
  selector: 'app-gallery',
  imports: [
    RouterLink,
    Logo,
    ControlSpecimens,
    FieldSpecimens,
    ContentSpecimens,
    StateSpecimens,
    OverlaySpecimens,
  ],
  template: `
    <header class="flex items-center gap-3 bg-surface px-5 pt-6 lg:px-10">
      <a routerLink="/" aria-label="Course Organizer"><app-logo [size]="44" /></a>
      <div>
        <h1 class="text-display">Components</h1>
        <p class="text-ink-2">Each in all its states. Overlays follow the theme of the page.</p>
      </div>
    </header>
    <main class="bg-surface pb-10">
      <app-control-specimens />
      <app-field-specimens />
      <app-content-specimens />
      <app-state-specimens />
      <app-overlay-specimens />
    </main>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Gallery {}
