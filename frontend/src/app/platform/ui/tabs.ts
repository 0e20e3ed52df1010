import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { Params } from '@angular/router';
import { RouterLink, RouterLinkActive } from '@angular/router';

export interface TabLink {
  readonly label: string;
  readonly link: string | readonly unknown[];
  readonly query?: Params;
  readonly count?: number;
}

/** Underlined tabs that scroll: navigation, so every tab is a link and Back works. Relative links are relative to the screen's route. */
@Component({
  selector: 'ui-tabs',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="no-bar flex gap-6 overflow-x-auto border-b border-line" [attr.aria-label]="label()">
      @for (tab of tabs(); track tab.label) {
        <a
          #link
          class="inline-flex min-h-12 min-w-11 items-center justify-center gap-1.5 text-callout font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:shadow-[inset_0_-2px_var(--ink)]"
          [routerLink]="tab.link"
          [queryParams]="tab.query"
          routerLinkActive=""
          (isActiveChange)="reveal($event, link)"
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{
            paths: 'exact',
            queryParams: 'exact',
            fragment: 'ignored',
            matrixParams: 'ignored',
          }"
        >
          {{ tab.label }}
          @if (tab.count) {
            <span class="num text-note font-normal text-ink-3">{{ tab.count }}</span>
          }
        </a>
      }
    </nav>
  `,
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Tabs {
  readonly label = input.required<string>();
  readonly tabs = input.required<readonly TabLink[]>();

  /** On a phone the chosen tab may lie outside of what is seen. */
  protected reveal(active: boolean, link: HTMLElement): void {
    if (active) link.scrollIntoView({ block: 'nearest', inline: 'center' });
  }
}
