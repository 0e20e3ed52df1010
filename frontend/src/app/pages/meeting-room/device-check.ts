import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Meeting } from '@api/meetings';
import type { DataMode } from '../../meetings/call/engine.ts';
import { LocalMedia } from '../../meetings/call/local-media.ts';
import { phaseOf, placeOf } from '../../meetings/meeting-times.ts';
import { Clock } from '../../platform/clock.ts';
import { AuthService } from '../../platform/session.ts';
import { Avatar } from '../../platform/ui/avatar.ts';
import { Button, IconButton } from '../../platform/ui/button.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { Segmented } from '../../platform/ui/segmented.ts';
import { DATA_MODES, dataWords } from './data-modes.ts';
import { DeviceFields } from './device-fields.ts';
import { readEntrance, keepEntrance } from './entrance.ts';
import { PlayStream } from './play-stream.ts';
import { RoomCall } from './room-call.ts';

/** Before the call: how I look and sound, and how I want to go in. Works with no device at all. */
@Component({
  selector: 'app-device-check',
  imports: [RouterLink, Avatar, Button, IconButton, Icon, Segmented, DeviceFields, PlayStream],
  templateUrl: './device-check.html',
  styleUrl: './call-tile.css',
  host: { class: 'flex min-h-dvh flex-col bg-surface' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeviceCheck {
  private readonly clock = inject(Clock);
  protected readonly call = inject(RoomCall);
  protected readonly media = inject(LocalMedia);
  protected readonly me = inject(AuthService).user;

  readonly meeting = input.required<Meeting>();
  readonly dataMode = input.required<DataMode>();
  readonly dataModeChange = output<DataMode>();
  readonly enter = output();

  protected readonly modes = DATA_MODES;
  protected readonly dataWords = dataWords;
  protected readonly placeOf = placeOf;
  protected readonly live = computed(() => phaseOf(this.meeting(), this.clock.now()) === 'live');
  protected readonly entering = computed(() => this.call.phase() === 'entering');
  protected readonly listening = signal(false);
  protected readonly wantsMic = signal(readEntrance().mic);
  protected readonly asking = signal(false);
  protected readonly preview = computed(() => {
    const track = this.media.camera();
    return track && new MediaStream([track]);
  });
  protected readonly cameraProblem = computed(() => this.media.problems().camera);
  protected readonly previewWords = computed(() => {
    const problem = this.cameraProblem();
    if (problem) return problem.title;
    return this.asking()
      ? 'The browser asks whether this page may use your microphone and camera'
      : 'Your camera is off';
  });
  protected readonly nothingWorks = computed(() => {
    const { microphone, camera } = this.media.problems();
    return microphone !== undefined && camera !== undefined;
  });

  constructor() {
    void this.open();
  }

  protected toggleMic(): void {
    this.wantsMic.update((wants) => !wants && this.media.microphone() !== null);
    this.remember();
  }

  protected async toggleCamera(): Promise<void> {
    await this.media.setCamera(this.media.camera() === null).catch(() => undefined);
    this.remember();
  }

  protected async go(listening: boolean): Promise<void> {
    this.listening.set(listening);
    if (listening) this.media.stop();
    this.media.listener.set(listening);
    if (!listening) await this.media.setMic(this.wantsMic()).catch(() => undefined);
    this.enter.emit();
  }

  private async open(): Promise<void> {
    this.asking.set(true);
    // One after the other, so that the browser asks one question at a time.
    await this.media.openMicrophone().catch(() => undefined);
    if (readEntrance().camera) await this.media.setCamera(true).catch(() => undefined);
    this.asking.set(false);
    if (!this.media.microphone()) this.wantsMic.set(false);
  }

  private remember(): void {
    keepEntrance({ mic: this.wantsMic(), camera: this.media.camera() !== null });
  }
}
