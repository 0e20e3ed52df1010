import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { DataMode } from '../../meetings/call/engine.ts';
import { keepDataMode, readDataMode } from './data-modes.ts';
import { onStage } from './people.ts';
import { RoomCall } from './room-call.ts';
import { pageOf } from './tile-grid.ts';

export type View = 'grid' | 'speaker';
export type PanelTab = 'chat' | 'hands' | 'people';

/** How this person looks at the call. Nobody else knows of it, except what is not worth sending. */
@Injectable()
export class RoomView {
  private readonly call = inject(RoomCall);
  private readonly chosen = signal<View>('grid');
  private readonly wantedPage = signal(0);

  readonly view = this.chosen.asReadonly();
  readonly pinned = signal<string | null>(null);
  readonly panel = signal<PanelTab | null>(null);
  readonly dataMode = signal<DataMode>(readDataMode());

  /** Large in the speaker view. */
  readonly main = computed(() => {
    if (this.chosen() === 'grid') return undefined;
    return onStage(this.call.seats(), {
      pinned: this.pinned(),
      sharing: this.call.sharer()?.id ?? null,
      speaker: this.call.engine()?.activeSpeaker() ?? null,
    });
  });
  /** The small tiles: everybody, without who is large with the same picture. */
  readonly page = computed(() => {
    const main = this.main();
    const seats = this.call.seats().filter((one) => one.id !== main?.id || one.sharing);
    return pageOf(seats, this.wantedPage());
  });

  constructor() {
    this.followShares();
    effect(() => {
      const visible = this.page().tiles.map(({ id }) => id);
      const main = this.main()?.id;
      this.call
        .engine()
        ?.receive({ stage: main ? [main] : [], visible: main ? [main, ...visible] : visible });
    });
    effect(() => this.call.engine()?.setDataMode(this.dataMode()));
  }

  show(view: View): void {
    this.chosen.set(view);
    if (view === 'grid') this.pinned.set(null);
  }

  pin(id: string): void {
    const pinned = this.pinned() === id ? null : id;
    this.pinned.set(pinned);
    if (pinned) this.chosen.set('speaker');
  }

  turn(step: number): void {
    this.wantedPage.set(this.page().page + step);
  }

  toggle(tab: PanelTab): void {
    this.panel.update((open) => (open === tab ? null : tab));
  }

  setDataMode(mode: DataMode): void {
    this.dataMode.set(mode);
    keepDataMode(mode);
  }

  /** A screen is shown large as soon as it is shared, and afterwards everybody is where they were. */
  private followShares(): void {
    let before: View | undefined;
    const sharer = computed(() => this.call.sharer()?.id);
    effect(() => {
      const shared = sharer() !== undefined;
      untracked(() => {
        if (shared && before === undefined) {
          before = this.chosen();
          this.chosen.set('speaker');
        } else if (!shared && before !== undefined) {
          if (before === 'grid' && !this.pinned()) this.chosen.set('grid');
          before = undefined;
        }
      });
    });
  }
}
