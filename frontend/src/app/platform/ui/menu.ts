import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { booleanAttribute, ChangeDetectionStrategy, Component, Directive, input } from '@angular/core';
import { Icon } from './icon.ts';
import type { IconName } from './icons.ts';

/** `<ng-template #menu><div uiMenu><button uiMenuItem icon="pencil" (triggered)="edit()">Edit</button></div></ng-template>`, opened by `[cdkMenuTriggerFor]="menu"`. */
@Directive({
  selector: '[uiMenu]',
  hostDirectives: [CdkMenu],
  host: {
    class:
      'arrive my-1 grid max-h-[70dvh] min-w-52 max-w-80 overflow-y-auto rounded-card bg-raised p-1.5 shadow-float',
  },
})
export class Menu {}

/** One thing to do in a menu. */
@Component({
  selector: 'button[uiMenuItem], a[uiMenuItem]',
  hostDirectives: [
    {
      directive: CdkMenuItem,
      inputs: ['cdkMenuItemDisabled: disabled'],
      outputs: ['cdkMenuItemTriggered: triggered'],
    },
  ],
  imports: [Icon],
  template: `
    @if (icon(); as name) {
      <ui-icon [name]="name" [size]="18" [class]="danger() ? '' : 'text-ink-2'" />
    }
    <span class="cut flex-1"><ng-content /></span>
    @if (checked()) {
      <ui-icon name="check" [size]="18" class="text-accent-text" />
    }
  `,
  host: {
    type: 'button',
    class:
      'flex min-h-11 w-full items-center gap-3 rounded-[10px] px-3 text-start text-callout hover:bg-fill focus:bg-fill focus-visible:outline-none aria-disabled:text-ink-3',
    '[class.text-danger]': 'danger()',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MenuItem {
  readonly icon = input<IconName>();
  readonly danger = input(false, { transform: booleanAttribute });
  readonly checked = input(false, { transform: booleanAttribute });
}

/** Everything a menu's template needs: `imports: [...MENU, IconButton]`. */
export const MENU = [CdkMenuTrigger, Menu, MenuItem] as const;
