import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Logo } from '../platform/shell/logo.ts';

/** The blocks of the picture: colour number (0 is the running class) and height. */
const WEEK: readonly (readonly (readonly [tone: number, height: number])[])[] = [
  [
    [2, 2],
    [5, 3],
    [7, 2],
    [1, 2],
  ],
  [
    [6, 3],
    [0, 3],
    [3, 2],
  ],
  [
    [4, 2],
    [8, 2],
    [6, 4],
    [2, 2],
  ],
  [
    [7, 3],
    [5, 2],
    [4, 3],
  ],
  [
    [3, 3],
    [1, 2],
    [8, 3],
    [6, 2],
  ],
];

/** The way in: the form at the left, a week at the right (phone: above). Shared by sign-in, register and the password pages. */
@Component({
  selector: 'app-door',
  imports: [Logo],
  template: `
    <div
      class="week relative h-52 flex-none overflow-hidden bg-canvas lg:order-2 lg:my-3 lg:mr-3 lg:h-auto lg:rounded-[24px]"
      [class.hidden]="quiet()"
      [class.lg:block]="quiet()"
      aria-hidden="true"
    >
      <div
        class="absolute -inset-x-10 -inset-y-7.5 grid grid-cols-5 gap-2.5 lg:-inset-x-15 lg:-inset-y-22.5 lg:gap-3.5"
      >
        @for (column of week; track $index) {
          <div
            class="flex flex-col gap-2.5 lg:gap-3.5"
            [class.pt-8.5]="$index === 1"
            [class.pt-14]="$index === 3"
          >
            @for (block of column; track $index) {
              <div
                class="rounded-card lg:rounded-[20px]"
                [class.now]="block[0] === 0"
                [style.flex]="block[1]"
                [style.background-color]="block[0] === 0 ? 'var(--accent)' : 'var(--c' + block[0] + '-soft)'"
              ></div>
            }
          </div>
        }
      </div>
    </div>
    <main class="mx-auto flex w-full max-w-102 flex-1 flex-col justify-center px-6 pt-6 pb-5 lg:py-10">
      <app-logo class="hidden lg:block" [size]="44" />
      <h1 class="mt-4.5 text-display lg:text-[2.375rem] lg:leading-11">{{ heading() }}</h1>
      <p class="mt-1.5 mb-6.5 text-ink-2">{{ note() }}</p>
      <ng-content />
    </main>
  `,
  host: { class: 'flex min-h-dvh flex-col bg-surface lg:grid lg:grid-cols-[minmax(520px,1fr)_1.15fr]' },
  styles: `
    .now {
      position: relative;
    }
    .now::before {
      content: '';
      position: absolute;
      left: -200vw;
      width: 400vw;
      top: 44%;
      border-top: 2px solid var(--accent);
    }
    .now::after {
      content: '';
      position: absolute;
      left: -7px;
      top: calc(44% - 6px);
      width: 14px;
      height: 14px;
      border-radius: 50%;
      background: var(--accent);
      box-shadow: 0 0 0 3px var(--canvas);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Door {
  readonly heading = input.required<string>();
  readonly note = input('');
  /** Leaves the picture out on phones, where the form needs the room. */
  readonly quiet = input(false);
  protected readonly week = WEEK;
}
