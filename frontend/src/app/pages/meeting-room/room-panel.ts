import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { IconButton } from '../../platform/ui/button.ts';
import type { Choice } from '../../platform/ui/segmented.ts';
import { Segmented } from '../../platform/ui/segmented.ts';
import { ChatPanel } from './chat-panel.ts';
import { HandsPanel } from './hands-panel.ts';
import { PeoplePanel } from './people-panel.ts';
import { persons } from './people.ts';
import { RoomCall } from './room-call.ts';
import type { PanelTab } from './room-view.ts';
import { RoomView } from './room-view.ts';

/** Beside the stage: chat, hands, people. On phones a sheet over its lower part. */
@Component({
  selector: 'app-room-panel',
  imports: [ChatPanel, HandsPanel, PeoplePanel, IconButton, Segmented],
  template: `
    <div class="flex flex-none items-center gap-1 px-4 pt-3.5 pb-1">
      <ui-segmented
        class="flex-1"
        label="Side panel"
        [choices]="tabs()"
        [value]="view.panel() ?? 'chat'"
        (valueChange)="view.panel.set($event)"
      />
      <button
        type="button"
        uiIconButton="x"
        label="Close the panel (Esc)"
        class="-mr-2.5"
        (click)="view.panel.set(null)"
      ></button>
    </div>
    @switch (view.panel()) {
      @case ('chat') {
        <app-chat-panel />
      }
      @case ('hands') {
        <app-hands-panel />
      }
      @case ('people') {
        <app-people-panel />
      }
    }
  `,
  host: {
    role: 'complementary',
    'aria-label': 'Side panel',
    class:
      'arrive-sheet fixed inset-x-0 top-[34dvh] bottom-0 z-30 flex flex-col overflow-hidden rounded-t-[20px] bg-surface text-ink lg:static lg:w-90 lg:flex-none lg:animate-none lg:rounded-none lg:border-s lg:border-line',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RoomPanel {
  private readonly call = inject(RoomCall);
  protected readonly view = inject(RoomView);
  protected readonly tabs = computed<readonly Choice<PanelTab>[]>(() => [
    { value: 'chat', label: 'Chat' },
    { value: 'hands', label: counted('Hands', this.call.queue().length) },
    { value: 'people', label: counted('People', persons(this.call.seats()).length) },
  ]);
}

const counted = (word: string, count: number) => (count > 0 ? `${word} ${count}` : word);
