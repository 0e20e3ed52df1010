import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** The mark: a week of blocks with the running one in accent. */
@Component({
  selector: 'app-logo',
  template: `
    <svg viewBox="0 0 34 34" aria-hidden="true" [attr.width]="size()" [attr.height]="size()">
      <g class="fill-ink opacity-20">
        <rect x="3" y="3" width="8" height="16" rx="3" />
        <rect x="3" y="22" width="8" height="9" rx="3" />
        <rect x="13" y="3" width="8" height="7" rx="3" />
        <rect x="23" y="3" width="8" height="12" rx="3" />
        <rect x="23" y="18" width="8" height="13" rx="3" />
      </g>
      <rect class="fill-accent" x="13" y="13" width="8" height="18" rx="3" />
    </svg>
  `,
  host: { class: 'block flex-none' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Logo {
  readonly size = input(28);
}
