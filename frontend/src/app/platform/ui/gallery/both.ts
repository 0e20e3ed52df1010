import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, contentChild, input, TemplateRef } from '@angular/core';

/** Draws its template twice, light and dark, under a heading: `<app-both heading="Button"><ng-template>…</ng-template></app-both>`. */
@Component({
  selector: 'app-both',
  imports: [NgTemplateOutlet],
  template: `
    <section class="px-5 pt-8 lg:px-10">
      <h2 class="mb-3 text-heading">{{ heading() }}</h2>
      <div class="grid gap-4 lg:grid-cols-2">
        @for (theme of ['light', 'dark']; track theme) {
          <div class="min-w-0 rounded-card bg-surface p-5 ring ring-line" [attr.data-theme]="theme">
            <ng-container [ngTemplateOutlet]="template()" />
          </div>
        }
      </div>
    </section>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Both {
  readonly heading = input.required<string>();
  protected readonly template = contentChild.required(TemplateRef);
}
