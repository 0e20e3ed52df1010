import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { highlight } from './palette-entries.ts';

/** A label with the part that was searched for in semibold. */
@Component({
  selector: 'app-highlight',
  // On one line: a space more would split the word.
  template: '{{ parts()[0] }}<b>{{ parts()[1] }}</b>{{ parts()[2] }}',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Highlight {
  readonly label = input.required<string>();
  readonly query = input.required<string>();
  protected readonly parts = computed(() => highlight(this.label(), this.query()));
}
