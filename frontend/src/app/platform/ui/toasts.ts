import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  Injectable,
  signal,
} from '@angular/core';
import { toProblem } from '../problem.ts';
import { Button, IconButton } from './button.ts';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';

export interface ToastAction {
  readonly label: string;
  readonly run: () => unknown;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly icon: IconName;
  readonly failed: boolean;
  readonly action: ToastAction | undefined;
}

const STAYS = 6000;
const AT_MOST = 3;

/** `toasts.say('Moved to Room C. 55 people were told.', { label: 'Undo', run: … })`, `toasts.fail(error)`. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  readonly shown = signal<readonly Toast[]>([]);
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private lastId = 0;

  /** The fact in a sentence. Goes after 6 s unless the person is on it. */
  say(text: string, action?: ToastAction, icon: IconName = 'check'): void {
    // A new fact takes the place of the one before, unless that can still be undone.
    for (const { id, failed, action } of this.shown()) if (!failed && !action) this.dismiss(id);
    this.add({ id: ++this.lastId, text, icon, failed: false, action });
    this.resume();
  }

  /** What failed stays until it is read. Takes whatever was thrown, or a sentence. */
  fail(reason: unknown, action?: ToastAction): void {
    const text = typeof reason === 'string' ? reason : toProblem(reason).detail;
    if (this.shown().some((toast) => toast.failed && toast.text === text)) return;
    this.add({ id: ++this.lastId, text, icon: 'triangle-alert', failed: true, action });
  }

  dismiss(id: number): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.shown.update((toasts) => toasts.filter((toast) => toast.id !== id));
  }

  /** While someone points at or stands in the toasts, none goes. */
  hold(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  resume(): void {
    for (const { id, failed } of this.shown()) {
      if (!failed && !this.timers.has(id))
        this.timers.set(
          id,
          setTimeout(() => this.dismiss(id), STAYS),
        );
    }
  }

  private add(toast: Toast): void {
    this.shown.update((toasts) => [...toasts, toast].slice(-AT_MOST));
  }
}

/** Where toasts appear: once, in the app. Two live regions that exist from the start, as screen readers need. */
@Component({
  selector: 'ui-toast-outlet',
  imports: [Icon, Button, IconButton],
  template: `
    @for (kind of kinds; track kind.role) {
      <div
        class="grid justify-items-center gap-2"
        [attr.role]="kind.role"
        [attr.aria-live]="kind.failed ? 'assertive' : 'polite'"
      >
        @for (toast of toasts.shown(); track toast.id) {
          @if (toast.failed === kind.failed) {
            <div
              class="arrive pointer-events-auto flex min-h-13 w-full max-w-110 items-center gap-3 rounded-card bg-raised py-1 pr-1.5 pl-4 text-callout shadow-float"
              (mouseenter)="toasts.hold()"
              (mouseleave)="toasts.resume()"
              (focusin)="toasts.hold()"
              (focusout)="toasts.resume()"
            >
              <ui-icon [name]="toast.icon" [class]="toast.failed ? 'text-danger' : 'text-positive'" />
              <span class="min-w-0 flex-1 py-1.5 [overflow-wrap:anywhere]">{{ toast.text }}</span>
              @if (toast.action; as action) {
                <button uiButton="plain" type="button" (click)="act(toast)">{{ action.label }}</button>
              }
              @if (toast.failed || !toast.action) {
                <button
                  type="button"
                  uiIconButton="x"
                  label="Dismiss"
                  (click)="toasts.dismiss(toast.id)"
                ></button>
              }
            </div>
          }
        }
      </div>
    }
  `,
  host: {
    popover: 'manual',
    // Dialogs hide everything from screen readers that is not live; the regions inside speak for themselves.
    'aria-live': 'off',
    class:
      'pointer-events-none fixed inset-x-3 top-auto bottom-[calc(var(--tabs,0px)+12px+env(safe-area-inset-bottom))] m-0 grid h-auto w-auto max-w-none gap-2 overflow-visible border-0 bg-transparent p-0 text-ink md:bottom-[calc(var(--foot,0px)+24px)]',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ToastOutlet {
  protected readonly toasts = inject(Toasts);
  protected readonly kinds = [
    { role: 'status', failed: false },
    { role: 'alert', failed: true },
  ];

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    document.body.append(host);
    inject(DestroyRef).onDestroy(() => host.remove());
    effect(() => {
      this.toasts.shown();
      raise(host);
    });
  }

  protected act(toast: Toast): void {
    this.toasts.dismiss(toast.id);
    toast.action?.run();
  }
}

/** Above everything, dialogs too: the last popover that was shown is the highest in the browser's top layer. */
function raise(host: HTMLElement): void {
  if (!host.isConnected || typeof host.showPopover !== 'function') return;
  if (host.matches(':popover-open')) host.hidePopover();
  host.showPopover();
}
