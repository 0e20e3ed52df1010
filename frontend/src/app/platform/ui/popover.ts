import { Dialog } from '@angular/cdk/dialog';
import { createFlexibleConnectedPositionStrategy, createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { Directive, ElementRef, inject, Injector, input, type TemplateRef } from '@angular/core';

/**
 * Opens a template beside its cause, on phones as a bottom sheet: `<button [uiPopover]="why" popoverLabel="Why">`,
 * `<ng-template #why let-close> … <button (click)="close()">`. Focus goes in and comes back; Esc closes.
 */
@Directive({
  selector: '[uiPopover]',
  host: { 'aria-haspopup': 'dialog', '(click)': 'open()' },
})
export class Popover {
  readonly uiPopover = input.required<TemplateRef<unknown>>();
  readonly popoverLabel = input.required<string>();

  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  open(): void {
    const phone = matchMedia('(max-width: 767px)').matches;
    const ref = this.dialog.open(this.uiPopover(), {
      ariaLabel: this.popoverLabel(),
      positionStrategy: phone ? this.atTheBottom() : this.besideTheCause(),
      panelClass: ['ui-panel', ...(phone ? ['ui-panel-sheet', 'ui-panel-plain'] : ['ui-panel-popover'])],
      backdropClass: phone ? 'ui-scrim' : 'ui-no-scrim',
      templateContext: () => ({ $implicit: () => ref.close() }),
    });
  }

  private atTheBottom() {
    return createGlobalPositionStrategy(this.injector).bottom('0').centerHorizontally();
  }

  private besideTheCause() {
    return createFlexibleConnectedPositionStrategy(this.injector, this.element)
      .withViewportMargin(12)
      .withPush(true)
      .withPositions([
        {
          originX: 'start',
          originY: 'bottom',
          overlayX: 'start',
          overlayY: 'top',
          offsetY: 10,
          panelClass: 'ui-tail-up',
        },
        {
          originX: 'end',
          originY: 'bottom',
          overlayX: 'end',
          overlayY: 'top',
          offsetY: 10,
          panelClass: ['ui-tail-up', 'ui-tail-end'],
        },
        {
          originX: 'start',
          originY: 'top',
          overlayX: 'start',
          overlayY: 'bottom',
          offsetY: -10,
          panelClass: 'ui-tail-down',
        },
        {
          originX: 'end',
          originY: 'top',
          overlayX: 'end',
          overlayY: 'bottom',
          offsetY: -10,
          panelClass: ['ui-tail-down', 'ui-tail-end'],
        },
      ]);
  }
}
