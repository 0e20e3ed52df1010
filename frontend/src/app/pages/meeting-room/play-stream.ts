import { DestroyRef, Directive, effect, ElementRef, inject, input, output } from '@angular/core';

/** Plays a live stream in a `<video>` or `<audio>`, through the chosen speaker. `blocked`: the browser wants a press first. */
@Directive({ selector: 'video[appStream], audio[appStream]' })
export class PlayStream {
  readonly appStream = input.required<MediaStream | null>();
  readonly speaker = input<string>();
  readonly blocked = output<HTMLMediaElement>();

  private readonly element = inject<ElementRef<HTMLMediaElement>>(ElementRef).nativeElement;

  constructor() {
    effect(() => this.play(this.appStream()));
    effect(() => this.route(this.speaker()));
    inject(DestroyRef).onDestroy(() => (this.element.srcObject = null));
  }

  private play(stream: MediaStream | null): void {
    if (this.element.srcObject !== stream) this.element.srcObject = stream;
    if (!stream) return;
    this.element.play().catch((error: unknown) => {
      // AbortError: another stream came meanwhile, which plays by itself.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.blocked.emit(this.element);
    });
  }

  /** Safari and older phones have no choice of speakers. */
  private route(speaker: string | undefined): void {
    if (speaker === undefined || !('setSinkId' in this.element)) return;
    this.element.setSinkId(speaker).catch(() => undefined);
  }
}
