import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { parseMarkdown } from './markdown.ts';

/** Draws a message from its parsed form. Every text goes through a text binding: nothing that people write becomes markup. */
@Component({
  selector: 'app-markdown',
  imports: [NgTemplateOutlet],
  templateUrl: './markdown-view.html',
  host: { class: 'block [overflow-wrap:anywhere]' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MarkdownView {
  readonly body = input.required<string>();
  /** Names that stand out after an @. */
  readonly names = input<readonly string[]>([]);

  protected readonly blocks = computed(() => parseMarkdown(this.body(), this.names()));
}
