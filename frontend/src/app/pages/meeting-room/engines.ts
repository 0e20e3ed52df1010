import { Injector } from '@angular/core';
import type { CallEngine, EngineName } from '../../meetings/call/engine.ts';
import { LibJitsiCallService } from '../../meetings/call/lib-jitsi-call.ts';
import { PeerCallService } from '../../meetings/call/peer-call.ts';

const ENGINES = { jitsi: LibJitsiCallService, peer: PeerCallService };

export interface Carrier {
  readonly engine: CallEngine;
  /** Out of the call, and nothing of the engine is left. */
  readonly end: () => Promise<void>;
}

/** A fresh engine for this call. Both are small: what belongs to Jitsi is loaded from its host when it joins. */
export function carrierOf(name: EngineName, parent: Injector): Carrier {
  const injector = Injector.create({ providers: [ENGINES[name]], parent });
  const engine = injector.get<CallEngine>(ENGINES[name]);
  const end = async () => {
    await engine.leave();
    injector.destroy();
  };
  return { engine, end };
}
