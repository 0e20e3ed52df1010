import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import type { Message } from '@api/study-groups';
import { Clock } from '../platform/clock.ts';
import { IconButton } from '../platform/ui/button.ts';
import { Icon } from '../platform/ui/icon.ts';
import { Sheet } from '../platform/ui/overlays.ts';
import type { MessageAct } from './message.ts';
import { REACTIONS } from './reactions.ts';

export interface SheetMessage {
  readonly message: Message;
  readonly me: number;
}

/** What can be done with a message, for fingers. Closes with what was chosen. */
@Component({
  selector: 'app-message-sheet',
  imports: [Sheet, IconButton, Icon],
  template: `
    <ui-sheet [heading]="message.sender.full_name + ', ' + clock.time(message.created_at)">
      <div class="mb-2 flex justify-between">
        @for (kind of kinds; track kind.emoji) {
          <button
            type="button"
            [uiIconButton]="kind.icon"
            [label]="kind.word"
            [on]="isMine(kind.emoji)"
            [filled]="!isMine(kind.emoji)"
            (click)="ref.close(reaction(kind.emoji))"
          ></button>
        }
      </div>
      @for (choice of choices; track choice.do) {
        <button
          type="button"
          class="-mx-3 flex min-h-13 w-[calc(100%+24px)] items-center gap-3 rounded-control px-3 text-start hover:bg-fill"
          [class.text-danger]="choice.do === 'delete'"
          (click)="ref.close({ do: choice.do, message })"
        >
          <ui-icon [name]="choice.icon" />
          {{ choice.label }}
        </button>
      }
    </ui-sheet>
  `,
  host: { class: 'contents' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MessageSheet {
  protected readonly ref = inject<DialogRef<MessageAct>>(DialogRef);
  protected readonly clock = inject(Clock);
  private readonly me = inject<SheetMessage>(DIALOG_DATA).me;
  protected readonly message = inject<SheetMessage>(DIALOG_DATA).message;
  protected readonly kinds = REACTIONS;
  protected readonly choices = [
    { do: 'reply', label: 'Reply', icon: 'reply' } as const,
    { do: 'copy', label: 'Copy text', icon: 'copy' } as const,
    ...(this.message.sender.id === this.me
      ? [
          { do: 'edit', label: 'Edit', icon: 'pencil' } as const,
          { do: 'delete', label: 'Delete', icon: 'trash-2' } as const,
        ]
      : []),
  ];

  protected isMine(emoji: string): boolean {
    return this.message.reactions.some((one) => one.emoji === emoji && one.user_ids.includes(this.me));
  }

  protected reaction(emoji: string): MessageAct {
    return { do: 'react', message: this.message, emoji, on: !this.isMine(emoji) };
  }
}
