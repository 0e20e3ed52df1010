import type { DataMode, Receive } from './engine.ts';
import type { ReceiverConstraints } from './lib-jitsi-types.ts';
import type { Offer } from './lib-jitsi-views.ts';

const LARGE = 720;
const TILE = 360;
const SMALL = 180;
/** Text of a slide cannot be read in 180 lines; a screen moves so seldom that it stays cheap. */
const SCREEN = { full: 1080, saver: 720 };
/** As many tiles as get more than the smallest picture. */
const FEW = 4;
const NOTHING: ReceiverConstraints = {
  lastN: 0,
  defaultConstraints: { maxHeight: 0 },
  constraints: {},
  selectedSources: [],
  onStageSources: [],
};

/** How many lines of my camera I send. */
export const SENT_LINES: Record<DataMode, number> = { full: LARGE, saver: SMALL, audio: SMALL };

/**
 * What the bridge is asked for, always the whole of it, and a new object each time: the library compares it with the
 * last one it was given, and writes into that one. `shown` is by endpoint.
 */
export function constraintsOf(offers: readonly Offer[], mode: DataMode, shown: Receive): ReceiverConstraints {
  if (mode === 'audio') return { ...NOTHING, constraints: {} };
  const isOnStage = ({ endpoint }: Offer) => shown.stage.includes(endpoint);
  const isSeen = (offer: Offer) => isOnStage(offer) || (shown.visible?.includes(offer.endpoint) ?? true);
  const wanted = offers.filter(isSeen);
  const tiles = wanted.filter((offer) => offer.kind === 'camera' && !isOnStage(offer)).length;
  const lines = (offer: Offer) => {
    if (offer.kind === 'screen') return SCREEN[mode];
    if (mode === 'saver') return SMALL;
    return isOnStage(offer) ? LARGE : tiles > FEW ? SMALL : TILE;
  };
  const names = (some: readonly Offer[]) => some.map(({ name }) => name);
  return {
    // -1: as many as there are, so that who comes in is seen before the next request.
    lastN: shown.visible ? wanted.length : -1,
    defaultConstraints: { maxHeight: shown.visible ? 0 : SMALL },
    constraints: Object.fromEntries(wanted.map((offer) => [offer.name, { maxHeight: lines(offer) }])),
    selectedSources: names(wanted.filter(({ kind }) => kind === 'screen')),
    onStageSources: names(wanted.filter(isOnStage)),
  };
}
