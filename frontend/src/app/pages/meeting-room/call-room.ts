import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { LocalMedia } from '../../meetings/call/local-media.ts';
import type { Participant } from '../../meetings/call/engine.ts';
import { Online } from '../../platform/online.ts';
import { Button } from '../../platform/ui/button.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { Toasts } from '../../platform/ui/toasts.ts';
import { REACTIONS } from '../../study-groups/reactions.ts';
import { keyAct } from './keys.ts';
import type { KeyAct } from './keys.ts';
import { newsOf } from './people.ts';
import { PlayStream } from './play-stream.ts';
import { RoomCall } from './room-call.ts';
import { RoomControls } from './room-controls.ts';
import { RoomHead } from './room-head.ts';
import { RoomPanel } from './room-panel.ts';
import { RoomTiles } from './room-tiles.ts';
import { RoomView } from './room-view.ts';
import { limitWords, lineWords } from './words.ts';

const SPOKEN_KEPT = 4;

/** The room while I am in it: stage, controls, panel, keyboard, and the words for who listens instead of looking. */
@Component({
  selector: 'app-call-room',
  imports: [Button, Icon, PlayStream, RoomControls, RoomHead, RoomPanel, RoomTiles],
  providers: [RoomView],
  templateUrl: './call-room.html',
  host: {
    class: 'flex h-dvh overflow-hidden bg-canvas text-ink',
    '(window:keydown)': 'press($event)',
    '(window:keyup)': 'press($event)',
    '(window:blur)': 'call.talk(false)',
  },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallRoom {
  protected readonly call = inject(RoomCall);
  protected readonly view = inject(RoomView);
  protected readonly media = inject(LocalMedia);
  private readonly online = inject(Online).online;
  private readonly toasts = inject(Toasts);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly tiles = viewChild.required(RoomTiles);
  readonly leave = output();

  protected readonly others = computed(() => this.call.seats().filter(({ self }) => !self));
  protected readonly alone = computed(() => this.others().length === 0 && !this.line());
  protected readonly line = computed(() =>
    lineWords(this.call.engine()?.state(), this.call.socket.state(), this.online()),
  );
  protected readonly failure = computed(() => {
    const state = this.call.engine()?.state();
    return state?.phase === 'failed' ? state : undefined;
  });
  protected readonly limit = computed(() => limitWords(this.call.engine()?.limit() ?? 'none'));
  protected readonly silenced = signal<readonly HTMLMediaElement[]>([]);
  protected readonly spoken = signal<readonly { id: number; text: string }[]>([]);
  private lastSpoken = 0;

  protected readonly reactions = computed(() =>
    this.call.reactions().map((one) => ({
      ...one,
      icon: REACTIONS.find(({ emoji }) => emoji === one.emoji)?.icon,
      name: one.user_id === this.call.me()?.user_id ? 'You' : this.call.nameOf(one.user_id),
    })),
  );

  constructor() {
    this.sayWhoComes();
    this.sayWhoSpeaks();
    // An open dialog takes Esc for itself and is gone when it reaches the window.
    const watch = (event: KeyboardEvent) => (this.covered = event.type === 'keydown' && dialogIsOpen());
    addEventListener('keydown', watch, { capture: true });
    const root = document.documentElement.style;
    root.setProperty('--foot', '84px');
    root.setProperty('--tabs', '84px');
    inject(DestroyRef).onDestroy(() => {
      removeEventListener('keydown', watch, { capture: true });
      root.removeProperty('--foot');
      root.removeProperty('--tabs');
    });
    effect(() => {
      if (this.call.leads() && this.view.panel() && !untracked(this.call.attendance))
        this.call.readAttendance();
    });
  }
  private covered = false;

  protected press(event: KeyboardEvent): void {
    const act = keyAct(event);
    if (!act || this.covered || event.defaultPrevented) return;
    if (act === 'talk') event.preventDefault();
    this.do(act);
  }

  private do(act: KeyAct): unknown {
    switch (act) {
      case 'mic':
        return this.call.toggleMic();
      case 'camera':
        return this.call.toggleCamera();
      case 'hand':
        return this.call.toggleHand();
      case 'chat':
      case 'people':
        return this.view.toggle(act);
      case 'close':
        return this.view.panel.set(null);
      case 'talk':
      case 'hush':
        return this.call.talk(act === 'talk');
      default:
        return act satisfies never;
    }
  }

  protected async fullScreen(): Promise<void> {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await this.host.requestFullscreen();
    } catch (error) {
      this.toasts.fail(error instanceof Error ? 'This browser does not give the full screen.' : error);
    }
  }

  protected async picture(): Promise<void> {
    const video = this.tiles().pictureOfNow();
    if (!video) return this.toasts.fail('There is no picture to keep in sight: all cameras are off.');
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else await video.requestPictureInPicture();
    } catch {
      this.toasts.fail('The picture is not there yet. Try it again in a moment.');
    }
  }

  /** The browser wants a press before it lets anybody be heard. */
  protected hush(element: HTMLMediaElement): void {
    this.silenced.update((elements) => [...elements, element]);
  }

  protected soundOn(): void {
    for (const element of this.silenced()) void element.play().catch(() => undefined);
    this.silenced.set([]);
  }

  private sayWhoComes(): void {
    let before: readonly Participant[] = [];
    effect(() => {
      const after = this.call.seats();
      const news = before.length > 0 ? newsOf(before, after) : [];
      before = after;
      untracked(() => news.forEach((text) => this.say(text)));
    });
  }

  private sayWhoSpeaks(): void {
    effect(() => {
      const id = this.call.engine()?.activeSpeaker();
      const name = id && untracked(this.call.seats).find((one) => one.id === id)?.full_name;
      if (name) untracked(() => this.say(`${name} speaks`));
    });
  }

  private say(text: string): void {
    const id = ++this.lastSpoken;
    this.spoken.update((lines) => [...lines.slice(1 - SPOKEN_KEPT), { id, text }]);
  }
}

function dialogIsOpen(): boolean {
  return document.querySelector('.cdk-dialog-container, .cdk-menu') !== null;
}
