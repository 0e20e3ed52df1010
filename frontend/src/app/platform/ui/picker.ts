import { Combobox, ComboboxPopup, ComboboxWidget } from '@angular/aria/combobox';
import { Listbox, Option } from '@angular/aria/listbox';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  input,
  linkedSignal,
  model,
  output,
  resource,
  signal,
} from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { toProblem } from '../problem.ts';
import { Avatar } from './avatar.ts';
import { IconButton } from './button.ts';

/** Something that can be picked. `person` draws an avatar before it. */
export interface Pick {
  readonly id: number;
  readonly name: string;
  readonly note?: string;
  readonly avatar_url?: string | null;
}

const PAUSE = 180;

/**
 * Search as you type, then choose one or several: `<ui-picker label="Lecturer" [search]="findLecturers" [(value)]="chosen" person />`.
 * The value is always a list of picks, at most one long unless `multi`.
 */
@Component({
  selector: 'ui-picker',
  imports: [
    Combobox,
    ComboboxPopup,
    ComboboxWidget,
    Listbox,
    Option,
    CdkOverlayOrigin,
    CdkConnectedOverlay,
    Avatar,
    IconButton,
  ],
  templateUrl: './picker.html',
  host: { class: 'block min-w-0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Picker implements FormValueControl<readonly Pick[]> {
  readonly label = input.required<string>();
  readonly placeholder = input('Type a name');
  readonly search = input.required<(query: string) => Promise<readonly Pick[]>>();
  readonly value = model<readonly Pick[]>([]);
  readonly multi = input(false, { transform: booleanAttribute });
  readonly person = input(false, { transform: booleanAttribute });
  readonly disabled = input(false);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly touch = output();

  protected readonly query = signal('');
  protected readonly open = signal(false);
  protected readonly selected = linkedSignal<readonly number[], number[]>({
    source: computed(() => this.value().map((pick) => pick.id)),
    computation: (ids) => [...ids],
  });

  protected readonly found = resource({
    params: () => (this.open() ? { query: this.query().trim(), search: this.search() } : undefined),
    loader: async ({ params, abortSignal }) => {
      await new Promise((resolve) => setTimeout(resolve, params.query ? PAUSE : 0));
      return abortSignal.aborted ? [] : params.search(params.query);
    },
  });
  protected readonly options = linkedSignal<readonly Pick[] | undefined, readonly Pick[]>({
    source: () => (this.found.hasValue() ? this.found.value() : undefined),
    computation: (found, before) => found ?? before?.value ?? [],
  });
  protected readonly problem = computed(() => (this.touched() ? this.errors()[0]?.message : undefined));
  protected readonly empty = computed(() => {
    const failed = this.found.error();
    if (failed) return toProblem(failed).detail;
    return this.found.isLoading()
      ? 'Looking'
      : this.query()
        ? `Nobody and nothing matches “${this.query()}”.`
        : 'Nothing to choose from.';
  });

  constructor() {
    effect(() => {
      const ids = this.selected();
      const known = this.value();
      if (ids.length === known.length && ids.every((id) => known.some((pick) => pick.id === id))) return;
      const all = [...known, ...this.options()];
      this.value.set(ids.flatMap((id) => all.find((pick) => pick.id === id) ?? []));
      if (!this.multi()) this.close();
      this.query.set('');
    });
  }

  protected remove(pick: Pick): void {
    this.value.update((picks) => picks.filter((other) => other.id !== pick.id));
  }

  protected close(): void {
    this.open.set(false);
    this.touch.emit();
  }
}
