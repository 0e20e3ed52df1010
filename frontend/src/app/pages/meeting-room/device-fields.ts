import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  signal,
} from '@angular/core';
import type { DeviceChoice } from '../../meetings/call/engine.ts';
import { LocalMedia } from '../../meetings/call/local-media.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { Toasts } from '../../platform/ui/toasts.ts';
import { LevelMeter } from './level-meter.ts';
import { RoomCall } from './room-call.ts';
import { playTestSound } from './test-sound.ts';

/** Microphone with its meter, camera, and speaker with a sound to try. The same before the call and in it. */
@Component({
  selector: 'app-device-fields',
  imports: [Icon, LevelMeter],
  templateUrl: './device-fields.html',
  host: { class: 'grid min-w-0 gap-3.5' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DeviceFields {
  protected readonly media = inject(LocalMedia);
  private readonly call = inject(RoomCall);
  private readonly toasts = inject(Toasts);
  /** On phones, camera and speaker wait behind one row until they are asked for, or until something is wrong. */
  readonly compact = input(false, { transform: booleanAttribute });
  protected readonly opened = signal(false);
  protected readonly playing = signal(false);

  protected readonly fields = computed(() => {
    const { microphones, cameras, speakers } = this.media.devices();
    const choice = this.media.choice();
    return [
      {
        kind: 'microphone',
        label: 'Microphone',
        icon: 'mic',
        devices: microphones,
        chosen: choice.microphone,
      },
      { kind: 'camera', label: 'Camera', icon: 'video', devices: cameras, chosen: choice.camera },
      { kind: 'speaker', label: 'Speaker', icon: 'volume-2', devices: speakers, chosen: choice.speaker },
    ] as const;
  });

  protected readonly folded = computed(
    () => this.compact() && !this.opened() && !this.media.problems().camera,
  );
  protected readonly summary = computed(() =>
    this.fields()
      .filter(({ kind }) => kind !== 'microphone')
      .map(({ devices, chosen }) => (devices.find(({ id }) => id === chosen) ?? devices[0])?.label ?? '')
      .filter(Boolean)
      .join(', '),
  );

  protected problem(kind: 'microphone' | 'camera' | 'speaker') {
    return kind === 'speaker' ? undefined : this.media.problems()[kind];
  }

  protected async choose(kind: keyof DeviceChoice, event: Event): Promise<void> {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const choice: DeviceChoice = { [kind]: event.target.value };
    const engine = this.call.engine();
    try {
      await (engine ? engine.setDevices(choice) : this.media.setDevices(choice));
    } catch (error) {
      this.toasts.fail(error);
    }
  }

  protected again(kind: 'microphone' | 'camera' | 'speaker'): void {
    const opened = kind === 'camera' ? this.media.setCamera(true) : this.media.openMicrophone();
    // The words stand under the field.
    opened.catch(() => undefined);
  }

  protected async playSound(): Promise<void> {
    this.playing.set(true);
    await playTestSound(this.media.choice().speaker).catch((error: unknown) => this.toasts.fail(error));
    this.playing.set(false);
  }
}
