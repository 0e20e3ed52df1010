import { booleanAttribute, ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Bell } from '../shell/bell.ts';
import { PaletteOpener } from '../shell/palette-opener.ts';
import type { Problem } from '../problem.ts';
import { Button, IconButton } from './button.ts';
import { Icon } from './icon.ts';

/**
 * The frame of a screen: back link, actions at the top right, the display title with its sentence, then the content.
 * `<ui-page heading="Courses" note="Six this semester."><button actions uiButton="primary">…</button> … </ui-page>`
 * `narrow` for forms and settings; `picture` content (a 72 tile) stands left of the title, `action` content (one big button) right of it.
 */
@Component({
  selector: 'ui-page',
  imports: [RouterLink, Icon, IconButton, Bell],
  template: `
    <header
      class="flex min-h-14 items-center gap-2 py-1.5 pr-3 lg:min-h-17 lg:pr-5 lg:py-2.5"
      [class]="back() ? 'pl-2 lg:pl-8' : 'pl-5 lg:pl-10'"
    >
      @if (back(); as link) {
        <a class="link -ml-0.5 justify-start px-1 text-callout" [routerLink]="link.link">
          <ui-icon name="chevron-left" [size]="18" />
          {{ link.label }}
        </a>
      }
      <div class="flex flex-1 flex-wrap items-center justify-end gap-2 lg:pr-5">
        <ng-content select="[actions]" />
      </div>
      <div class="flex md:hidden">
        <button type="button" uiIconButton="search" label="Search" (click)="opener.open()"></button>
        <app-bell />
      </div>
    </header>
    <div [class]="frame()">
      @if (heading()) {
        <div class="mb-5.5 flex flex-wrap items-center gap-x-5 gap-y-4">
          <ng-content select="[picture]" />
          <div class="min-w-0 flex-1 basis-60">
            @if (above()) {
              <p class="text-note text-ink-2">{{ above() }}</p>
            }
            <h1 class="text-display text-balance [overflow-wrap:anywhere] lg:text-[2.375rem] lg:leading-11">
              {{ heading() }}
            </h1>
            @if (note()) {
              <p class="mt-1 text-ink-2">{{ note() }}</p>
            }
          </div>
          <ng-content select="[action]" />
        </div>
      }
      <ng-content />
    </div>
  `,
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Page {
  protected readonly opener = inject(PaletteOpener);

  readonly heading = input('');
  readonly note = input('');
  readonly above = input('');
  readonly back = input<{ readonly label: string; readonly link: string }>();
  readonly narrow = input(false, { transform: booleanAttribute });

  protected readonly frame = computed(
    () => `px-5 pb-8 lg:px-10 lg:pb-10 ${this.narrow() ? 'max-w-160' : 'mx-auto max-w-350'}`,
  );
}

/** A section with its heading and one link or button at the right: `<ui-section heading="Your day"><a end class="link">Week</a>…`. */
@Component({
  selector: 'ui-section',
  template: `
    <div class="flex min-h-11 items-center justify-between gap-3">
      <h2 class="cut text-heading">{{ heading() }}</h2>
      <ng-content select="[end]" />
    </div>
    <ng-content />
  `,
  host: { class: 'block [&+ui-section]:mt-8' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Section {
  readonly heading = input.required<string>();
}

interface PagedList {
  readonly next: Signal<string | number | null>;
  readonly busy: Signal<boolean>;
  readonly problem: Signal<Problem | null>;
  more(): Promise<void>;
}

/** "Show more" at the end of a list made by `paged()`: `<ui-more [of]="people" />`; nothing when all is shown. */
@Component({
  selector: 'ui-more',
  imports: [Button],
  template: `
    @if (of().next() !== null) {
      @if (of().problem(); as problem) {
        <p class="text-note text-danger" role="alert">{{ problem.detail }}</p>
      }
      <button uiButton type="button" [busy]="of().busy()" (click)="of().more()">Show more</button>
    }
  `,
  host: { class: 'grid justify-items-center gap-2 py-4 empty:hidden' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class More {
  readonly of = input.required<PagedList>();
}
