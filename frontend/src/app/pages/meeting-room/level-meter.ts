import { ChangeDetectionStrategy, Component, computed, effect, input, signal } from '@angular/core';

const BARS = 12;
const EVERY = 80;

/** Moves while the microphone hears something; the track may be muted for the others. */
@Component({
  selector: 'app-level-meter',
  template: `
    @for (bar of bars; track bar) {
      <i class="h-4.5 w-1.25 rounded-[3px]" [class]="bar < lit() ? 'bg-positive' : 'bg-fill-2'"></i>
    }
  `,
  host: { class: 'flex items-center gap-0.75', role: 'img', '[attr.aria-label]': 'words()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LevelMeter {
  readonly track = input.required<MediaStreamTrack | null>();

  protected readonly bars = Array.from({ length: BARS }, (_, bar) => bar);
  private readonly level = signal(0);
  protected readonly lit = computed(() => Math.round(this.level() * BARS));
  private readonly heard = signal(false);
  protected readonly words = computed(() =>
    this.heard() ? 'Level: the microphone hears you' : 'Level: nothing heard yet',
  );

  constructor() {
    effect((onCleanup) => {
      const track = this.track();
      this.level.set(0);
      if (track) onCleanup(this.measure(track));
    });
  }

  private measure(track: MediaStreamTrack): () => void {
    const own = track.clone();
    own.enabled = true;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(new MediaStream([own])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      // Suspended until the first press in the page, in some browsers.
      if (context.state === 'suspended') void context.resume();
      analyser.getFloatTimeDomainData(samples);
      this.level.set(loudness(samples));
      if (this.level() > 0.2) this.heard.set(true);
    }, EVERY);
    return () => {
      clearInterval(timer);
      own.stop();
      void context.close();
    };
  }
}

/** 0 to 1: the root mean square in decibel, from a quiet room (-60) to close and loud (-12). */
export function loudness(samples: Float32Array): number {
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibel = 10 * Math.log10(square + 1e-10);
  return Math.min(1, Math.max(0, (decibel + 60) / 48));
}
