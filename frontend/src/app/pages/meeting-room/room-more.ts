import { ChangeDetectionStrategy, Component, inject, Injector, output } from '@angular/core';
import { LocalMedia } from '../../meetings/call/local-media.ts';
import { Icon } from '../../platform/ui/icon.ts';
import type { IconName } from '../../platform/ui/icons.ts';
import { Overlays } from '../../platform/ui/overlays.ts';
import { Row } from '../../platform/ui/row.ts';
import { REACTIONS } from '../../study-groups/reactions.ts';
import { DeviceSheet } from './device-sheet.ts';
import { RoomCall } from './room-call.ts';
import { RoomView } from './room-view.ts';

interface Act {
  readonly icon: IconName;
  readonly name: string;
  readonly run: () => unknown;
}

/** Everything that is not needed all the time: reactions, hands and people, screen, pictures, devices. */
@Component({
  selector: 'app-room-more',
  imports: [Icon, Row],
  template: `
    <div class="flex justify-between" role="group" aria-label="React">
      @for (reaction of reactions; track reaction.emoji) {
        <button
          type="button"
          class="grid size-11 place-items-center rounded-full text-ink-2 hover:bg-fill active:bg-fill-2"
          [attr.aria-label]="reaction.word"
          [attr.title]="reaction.word"
          (click)="do(react(reaction.emoji))"
        >
          <ui-icon [name]="reaction.icon" />
        </button>
      }
    </div>
    <ul class="list mt-2 border-t border-line pt-1">
      @for (act of acts(); track act.name) {
        <li>
          <button type="button" uiRow [name]="act.name" (click)="do(act.run)">
            <ui-icon start class="text-ink-2" [name]="act.icon" />
          </button>
        </li>
      }
    </ul>
    <dl
      class="mt-2 hidden grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 border-t border-line pt-3 text-note text-ink-2 md:grid"
    >
      @for (key of keys; track key.press) {
        <dt>
          <kbd>{{ key.press }}</kbd>
        </dt>
        <dd>{{ key.does }}</dd>
      }
    </dl>
  `,
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RoomMore {
  private readonly call = inject(RoomCall);
  private readonly media = inject(LocalMedia);
  private readonly view = inject(RoomView);
  private readonly overlays = inject(Overlays);
  private readonly injector = inject(Injector);
  readonly done = output();
  readonly fullScreen = output();
  readonly picture = output();

  // The raised hand is a queue here, not a reaction.
  protected readonly reactions = REACTIONS.filter(({ icon }) => icon !== 'hand');
  protected readonly keys = [
    { press: 'M', does: 'mute or unmute' },
    { press: 'Space', does: 'talk while it is held' },
    { press: 'V', does: 'camera' },
    { press: 'H', does: 'hand' },
    { press: 'C', does: 'chat' },
    { press: 'P', does: 'people' },
  ];

  protected acts(): readonly Act[] {
    const sharing = this.media.screen().length > 0;
    const grid = this.view.view() === 'grid';
    const share: Act = {
      icon: 'screen-share',
      name: sharing ? 'Stop sharing' : 'Share screen',
      run: () => this.call.toggleShare(),
    };
    return [
      { icon: 'users', name: 'People', run: () => this.view.panel.set('people') },
      { icon: 'hand', name: 'Hands', run: () => this.view.panel.set('hands') },
      ...(this.media.canShare ? [share] : []),
      {
        icon: grid ? 'gallery-thumbnails' : 'layout-grid',
        name: grid ? 'Speaker view' : 'Grid view',
        run: () => this.view.show(grid ? 'speaker' : 'grid'),
      },
      ...(document.fullscreenEnabled
        ? [{ icon: 'maximize', name: 'Full screen', run: () => this.fullScreen.emit() } as const]
        : []),
      ...(document.pictureInPictureEnabled
        ? [
            {
              icon: 'picture-in-picture-2',
              name: 'Picture in picture',
              run: () => this.picture.emit(),
            } as const,
          ]
        : []),
      { icon: 'settings', name: 'Microphone, camera, speaker', run: () => this.devices() },
    ];
  }

  protected react(emoji: string): () => void {
    return () => this.call.tell({ type: 'reaction', emoji });
  }

  protected do(act: () => unknown): void {
    // Full screen and picture in picture need the press itself, so the act comes before the sheet goes.
    act();
    this.done.emit();
  }

  private devices(): void {
    void this.overlays.open(DeviceSheet, { data: this.injector, side: true });
  }
}
