import { createFlexibleConnectedPositionStrategy, createOverlayRef } from '@angular/cdk/overlay';
import type { OverlayRef } from '@angular/cdk/overlay';
import { ComponentPortal } from '@angular/cdk/portal';
import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  Directive,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
} from '@angular/core';

const AFTER = 400;

@Component({
  selector: 'ui-tooltip',
  template: '{{ text() }}',
  host: {
    class: 'block rounded-lg bg-ink px-2.5 py-1.5 text-note font-medium text-surface',
    role: 'tooltip',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
class Tooltip {
  readonly text = signal('');
}

/** Names an icon for people who point at it or tab to it: `uiTip="Timetable"`. Never the only place of a fact: touch does not see it. */
@Directive({
  selector: '[uiTip]',
  host: {
    '(mouseenter)': 'show()',
    '(mouseleave)': 'hide()',
    '(focus)': 'show()',
    '(blur)': 'hide()',
    '(click)': 'hide()',
    '(keydown.escape)': 'hide()',
  },
})
export class Tip {
  readonly uiTip = input.required<string>();
  readonly tipSide = input<'below' | 'right'>('below');

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private overlay: OverlayRef | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.hide());
  }

  protected show(): void {
    if (!this.uiTip() || !matchMedia('(hover: hover)').matches) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), AFTER);
  }

  protected hide(): void {
    clearTimeout(this.timer);
    this.overlay?.dispose();
    this.overlay = undefined;
  }

  private open(): void {
    this.hide();
    const positionStrategy = createFlexibleConnectedPositionStrategy(
      this.injector,
      this.element,
    ).withPositions([
      this.tipSide() === 'right'
        ? { originX: 'end', originY: 'center', overlayX: 'start', overlayY: 'center', offsetX: 8 }
        : { originX: 'center', originY: 'bottom', overlayX: 'center', overlayY: 'top', offsetY: 6 },
      { originX: 'center', originY: 'top', overlayX: 'center', overlayY: 'bottom', offsetY: -6 },
    ]);
    this.overlay = createOverlayRef(this.injector, { positionStrategy });
    this.overlay.attach(new ComponentPortal(Tooltip)).instance.text.set(this.uiTip());
  }
}
