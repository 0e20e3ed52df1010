import type { Encoding } from './encoding.ts';

/**
 * One of my media on its way to one person. Changes follow each other strictly, because a sender refuses parameters
 * that were read before another change; what was overtaken meanwhile is left out.
 */
export class Slot {
  private readonly sender: RTCRtpSender;
  private wanted: { readonly track: MediaStreamTrack | null; readonly encoding: Encoding } | null = null;
  private working: Promise<void> | null = null;

  constructor(sender: RTCRtpSender) {
    this.sender = sender;
  }

  send(track: MediaStreamTrack | null, encoding: Encoding): void {
    this.wanted = { track, encoding };
    this.working ??= this.work();
  }

  private async work(): Promise<void> {
    try {
      for (let next = this.wanted; next; next = this.wanted) {
        this.wanted = null;
        await this.apply(next.track, next.encoding);
      }
    } catch (error) {
      // The connection was closed meanwhile: there is nothing left to send on.
      console.debug('A sender did not take a change.', error);
    } finally {
      this.working = null;
    }
  }

  private async apply(track: MediaStreamTrack | null, encoding: Encoding): Promise<void> {
    if (this.sender.track !== track) await this.sender.replaceTrack(track);
    const parameters = this.sender.getParameters();
    const [first] = parameters.encodings;
    if (!first || isSame(first, encoding)) return;
    Object.assign(first, encoding);
    await this.sender.setParameters(parameters);
  }
}

function isSame(now: RTCRtpEncodingParameters, wanted: Encoding): boolean {
  return (
    now.active === wanted.active &&
    now.maxBitrate === wanted.maxBitrate &&
    now.maxFramerate === wanted.maxFramerate &&
    (now.scaleResolutionDownBy ?? 1) === (wanted.scaleResolutionDownBy ?? 1)
  );
}
