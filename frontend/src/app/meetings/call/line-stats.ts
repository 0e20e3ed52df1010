import type { Quality } from './engine.ts';

export interface LineReport {
  readonly quality: Quality;
  /** Since the last report. */
  readonly sent: number;
  readonly received: number;
}

interface Totals {
  readonly sent: number;
  readonly received: number;
  readonly packets: number;
  readonly lost: number;
  readonly roundTrip: number;
}

const NONE: Totals = { sent: 0, received: 0, packets: 0, lost: 0, roundTrip: 0 };

/** Reads one connection's statistics: how good the line is and what it used. */
export class LineStats {
  private readonly pc: RTCPeerConnection;
  private last = NONE;

  constructor(pc: RTCPeerConnection) {
    this.pc = pc;
  }

  async read(): Promise<LineReport> {
    const now = totalsOf(await this.pc.getStats());
    const { last } = this;
    this.last = now;
    const packets = now.packets - last.packets;
    const lost = Math.max(0, now.lost - last.lost);
    return {
      quality:
        this.pc.connectionState === 'connected' ? qualityOf(now.roundTrip, lost / (packets + lost || 1)) : 0,
      sent: Math.max(0, now.sent - last.sent),
      received: Math.max(0, now.received - last.received),
    };
  }
}

/** ITU-T G.114 calls more than 400 ms one way unacceptable; video stumbles from some 5 % loss on. */
function qualityOf(roundTrip: number, loss: number): Quality {
  if (roundTrip < 0.3 && loss < 0.03) return 3;
  return roundTrip < 0.8 && loss < 0.1 ? 2 : 1;
}

function totalsOf(stats: RTCStatsReport): Totals {
  const totals = { ...NONE };
  stats.forEach((report) => {
    if (report.type === 'transport') {
      totals.sent += report.bytesSent ?? 0;
      totals.received += report.bytesReceived ?? 0;
    }
    if (report.type === 'inbound-rtp') {
      totals.packets += report.packetsReceived ?? 0;
      totals.lost += report.packetsLost ?? 0;
    }
    if (report.type === 'candidate-pair' && report.nominated && report.state === 'succeeded')
      totals.roundTrip = report.currentRoundTripTime ?? 0;
  });
  return totals;
}
