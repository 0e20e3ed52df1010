import { booleanAttribute, ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { Participant } from '../../meetings/call/engine.ts';
import { Avatar } from '../../platform/ui/avatar.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { PlayStream } from './play-stream.ts';

/** One participant: picture or initials, name, and the facts of the moment. A press pins it. */
@Component({
  selector: 'app-call-tile',
  imports: [Avatar, Icon, PlayStream],
  template: `
    @if (picture(); as stream) {
      <video
        class="absolute inset-0 size-full"
        autoplay
        playsinline
        [muted]="true"
        [class]="(whole() ? 'object-contain' : 'object-cover') + (person().self ? ' -scale-x-100' : '')"
        [appStream]="stream"
      ></video>
    } @else {
      <ui-avatar
        [id]="person().user_id"
        [name]="person().full_name"
        [url]="person().avatar_url"
        [size]="small() ? 48 : 72"
      />
    }
    <button
      type="button"
      class="group absolute inset-0 z-10 rounded-card outline-none focus-visible:inset-ring-3 focus-visible:inset-ring-ink"
      [attr.aria-label]="label()"
      [attr.aria-pressed]="pinned()"
      (click)="pin.emit()"
    >
      <span
        class="call-veil absolute top-2 left-2 grid size-8 place-items-center rounded-full group-hover:opacity-100 group-focus-visible:opacity-100"
        [class.opacity-0]="!pinned()"
      >
        <ui-icon name="pin" [size]="15" />
      </span>
    </button>
    @if (person().speaking) {
      <span
        class="pointer-events-none absolute inset-0 rounded-card inset-ring-3 inset-ring-[oklch(0.72_0.15_258)]"
      ></span>
    }
    <span
      class="call-veil pointer-events-none absolute bottom-2 left-2 flex max-w-[calc(100%-16px)] items-center gap-1.5 rounded-[10px] px-2.5 py-1 text-note font-medium"
      aria-hidden="true"
    >
      <ui-icon [name]="person().listener ? 'volume-2' : person().mic ? 'mic' : 'mic-off'" [size]="15" />
      <span class="cut">{{ name() }}</span>
      @if (role() && !small()) {
        <span class="hidden font-normal opacity-86 md:inline">{{ role() }}</span>
      }
    </span>
    <span class="pointer-events-none absolute top-2 right-2 flex gap-1.5" aria-hidden="true">
      @if (weak(); as words) {
        <span class="call-pill">
          <ui-icon name="signal" [size]="15" />
          {{ small() ? '' : words }}
        </span>
      }
      @if (hand()) {
        <span class="call-pill num">
          <ui-icon name="hand" [size]="15" />
          {{ hand() }}
        </span>
      }
    </span>
  `,
  host: {
    class: 'relative grid size-full min-h-0 place-items-center overflow-hidden rounded-card bg-fill',
    'data-testid': 'call-tile',
    '[attr.data-user-id]': 'person().user_id',
    '[attr.data-self]': 'person().self',
    '[attr.data-peer-id]': 'person().id',
    '[attr.data-speaking]': 'person().speaking',
  },
  styleUrl: './call-tile.css',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallTile {
  readonly person = input.required<Participant>();
  /** Place in the queue, 0 when the hand is down. */
  readonly hand = input(0);
  /** "Lecturer", "Host" … or nothing. */
  readonly role = input('');
  readonly pinned = input(false);
  readonly small = input(false, { transform: booleanAttribute });
  /** Nothing cut away at the edges, for the stage. */
  readonly whole = input(false, { transform: booleanAttribute });
  readonly pin = output();

  protected readonly picture = computed(() => (this.person().camera ? this.person().streams.camera : null));
  protected readonly name = computed(() => (this.person().self ? 'You' : this.person().full_name));
  protected readonly weak = computed(() => ['No signal', 'Weak signal', '', ''][this.person().quality] ?? '');
  protected readonly label = computed(() => {
    const person = this.person();
    const facts = [
      this.name(),
      this.role(),
      person.listener ? 'listening' : person.mic ? '' : 'muted',
      person.camera ? '' : 'no camera',
      this.hand() ? `hand ${this.hand()}` : '',
      this.weak().toLowerCase(),
    ];
    return `${facts.filter(Boolean).join(', ')}. ${this.pinned() ? 'Unpin' : 'Pin'}`;
  });
}
