import { Combobox, ComboboxPopup, ComboboxWidget } from '@angular/aria/combobox';
import { Listbox, Option } from '@angular/aria/listbox';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import {
  afterNextRender,
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
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

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  protected readonly query = signal('');
  protected readonly open = signal(false);
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

  /** The listbox knows only what it shows; what was picked before and is not shown stays. */
  protected readonly selected = computed(() =>
    this.options()
      .map((option) => option.id)
      .filter((id) => this.value().some((pick) => pick.id === id)),
  );

  protected choose(ids: number[]): void {
    const chosen = this.options().filter((option) => ids.includes(option.id));
    const hidden = this.value().filter((pick) => !this.options().some((option) => option.id === pick.id));
    const known = this.value().filter((pick) => chosen.some((option) => option.id === pick.id));
    const added = chosen.filter(
      (option) => !known.includes(option) && !known.some((pick) => pick.id === option.id),
    );
    this.value.set(
      this.multi()
        ? [...this.value().filter((pick) => hidden.includes(pick) || known.includes(pick)), ...added]
        : added,
    );
    this.query.set('');
    if (!this.multi()) this.close();
  }

  protected remove(pick: Pick): void {
    this.value.update((picks) => picks.filter((other) => other.id !== pick.id));
  }

  private close(): void {
    this.open.set(false);
    this.touch.emit();
    // The box is gone: the focus goes to what took its place.
    afterNextRender(() => this.host.querySelector<HTMLElement>('button')?.focus(), {
      injector: this.injector,
    });
  }
}
