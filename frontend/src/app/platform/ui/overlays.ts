import type { ComponentType } from '@angular/cdk/overlay';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { Dialog, DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  inject,
  Injectable,
  Injector,
  input,
} from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Button, IconButton } from './button.ts';

export interface OpenOptions<Data> {
  readonly data?: Data;
  /** A panel at the right that keeps the page in sight, on wide screens. Else a dialog in the middle. */
  readonly side?: boolean;
}

export interface Question {
  /** "Delete Algorithms Night Owls?" */
  readonly heading: string;
  /** What it means, with the facts: "9 members lose 412 messages." */
  readonly text: string;
  /** The verb: "Delete group" */
  readonly action: string;
  readonly danger?: boolean;
}

/** Opens sheets (phone), dialogs and side panels (desktop), one API for all; Esc closes, focus returns. */
@Injectable({ providedIn: 'root' })
export class Overlays {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  /**
   * Opens a component whose template is a `<ui-sheet heading="…">`. It gets `inject(DIALOG_DATA)` and closes itself by
   * `inject(DialogRef).close(result)`. Resolves to the result, undefined when the person closed it.
   */
  open<Result = undefined, Data = undefined>(
    component: ComponentType<unknown>,
    options: OpenOptions<Data> = {},
  ): Promise<Result | undefined> {
    const phone = matchMedia('(max-width: 767px)').matches;
    const place = createGlobalPositionStrategy(this.injector);
    const kind = phone ? 'sheet' : options.side ? 'side' : 'dialog';
    if (kind === 'sheet') place.bottom('0').centerHorizontally();
    else if (kind === 'side') place.top('0').right('0');
    else place.centerHorizontally().centerVertically();
    const ref = this.dialog.open<Result, Data>(component, {
      data: options.data ?? null,
      positionStrategy: place,
      panelClass: ['ui-panel', `ui-panel-${kind}`],
      backdropClass: 'ui-scrim',
      ariaLabelledBy: 'ui-sheet-heading',
      autoFocus: phone ? 'dialog' : 'first-tabbable',
      restoreFocus: true,
    });
    return firstValueFrom(ref.closed, { defaultValue: undefined });
  }

  /** Only for what cannot be undone; a toast with Undo is better. */
  async confirm(question: Question): Promise<boolean> {
    return (await this.open<boolean, Question>(Confirm, { data: question })) === true;
  }
}

/**
 * The frame inside an overlay: grabber (phone), heading with a close button, a body that scrolls, a footer for buttons.
 * `<ui-sheet heading="New group"> … <div footer><button uiButton="primary">Create group</button></div></ui-sheet>`
 */
@Component({
  selector: 'ui-sheet',
  imports: [IconButton],
  template: `
    <div
      class="mx-auto mt-2.5 h-1.25 w-9 flex-none rounded-full bg-fill-2 md:hidden"
      aria-hidden="true"
    ></div>
    <header class="flex flex-none items-start gap-2 pt-2 pr-2 pl-5 md:pt-3 md:pr-3 md:pl-6">
      <h2 id="ui-sheet-heading" class="min-w-0 flex-1 py-2.5 text-heading">{{ heading() }}</h2>
      @if (!question()) {
        <button type="button" uiIconButton="x" label="Close" (click)="ref.close()"></button>
      }
    </header>
    <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5 md:px-6"><ng-content /></div>
    <ng-content select="[footer]" />
  `,
  host: { class: 'flex max-h-[inherit] min-h-0 flex-1 flex-col' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Sheet {
  protected readonly ref = inject(DialogRef);
  readonly heading = input.required<string>();
  readonly question = input(false, { transform: booleanAttribute });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // On phones the keyboard would cover the sheet before it was read. After the dialog's own focus, hence the timer.
    if (matchMedia('(min-width: 768px)').matches) {
      setTimeout(() => host.querySelector<HTMLElement>('[uiInput]:enabled, [ngCombobox]')?.focus());
    }
  }
}

@Component({
  selector: 'ui-confirm',
  imports: [Sheet, Button],
  template: `
    <ui-sheet question [heading]="asked.heading">
      <p class="text-callout text-ink-2">{{ asked.text }}</p>
      <div footer>
        <button uiButton type="button" (click)="ref.close(false)">Cancel</button>
        <button type="button" [uiButton]="asked.danger ? 'danger-fill' : 'primary'" (click)="ref.close(true)">
          {{ asked.action }}
        </button>
      </div>
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
class Confirm {
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);
  protected readonly asked = inject<Question>(DIALOG_DATA);
}
