import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { SafeHtml } from '@angular/platform-browser';
import { DomSanitizer } from '@angular/platform-browser';
import type { IconName } from './icons.ts';
import { ICONS } from './icons.ts';

/** A stroke icon: 22 beside text, 18 in buttons, 15 in chips, 25 in the tab bar, 40 in empty states. Always decoration: the label is yours. */
@Component({
  selector: 'ui-icon',
  template: `
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      [attr.width]="size()"
      [attr.height]="size()"
      [attr.stroke-width]="stroke()"
      [innerHTML]="body()"
    ></svg>
  `,
  host: { class: 'inline-flex flex-none' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  private readonly sanitizer = inject(DomSanitizer);

  readonly name = input.required<IconName>();
  readonly size = input(22);

  protected readonly stroke = computed(() => (this.size() <= 15 ? 2 : this.size() >= 40 ? 1.3 : 1.7));
  // The drawings are constants of this build, so trusting them is safe.
  protected readonly body = computed<SafeHtml>(() =>
    this.sanitizer.bypassSecurityTrustHtml(ICONS[this.name()]),
  );
}
