import { DOCUMENT, inject, InjectionToken } from '@angular/core';
import type { LibJitsi } from './lib-jitsi-types.ts';

declare global {
  interface Window {
    JitsiMeetJS?: LibJitsi;
  }
}

/** On a line where the file takes longer, the call would be no better. */
const LOAD_MS = 10_000;

/** The Jitsi host does not give its library. */
export class LibJitsiMissing extends Error {
  override name = 'LibJitsiMissing';
}

/** Brings lib-jitsi-meet from the Jitsi host, once for the page. A failed attempt is forgotten, so the next call asks again. */
export const LOAD_LIB_JITSI = new InjectionToken<(domain: string) => Promise<LibJitsi>>('lib-jitsi-meet', {
  providedIn: 'root',
  factory: () => {
    const document = inject(DOCUMENT);
    const loading = new Map<string, Promise<LibJitsi>>();
    return (domain) => {
      const known = loading.get(domain);
      if (known) return known;
      const started = loadScript(document, domain).then(initialise);
      started.catch(() => loading.delete(domain));
      loading.set(domain, started);
      return started;
    };
  },
});

function loadScript(document: Document, domain: string): Promise<LibJitsi> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `https://${domain}/libs/lib-jitsi-meet.min.js`;
    script.crossOrigin = 'anonymous';
    const end = (why?: string) => {
      clearTimeout(timer);
      script.onload = script.onerror = null;
      const library = document.defaultView?.JitsiMeetJS;
      if (!why && library) return resolve(library);
      script.remove();
      reject(new LibJitsiMissing(`${domain} ${why ?? 'answered with something else than lib-jitsi-meet'}`));
    };
    const timer = setTimeout(() => end(`did not answer within ${LOAD_MS / 1000} seconds`), LOAD_MS);
    script.onload = () => end();
    script.onerror = () => end('did not answer');
    document.head.append(script);
  });
}

/** Audio levels stay on: they say who speaks. Nothing is asked of third parties. */
function initialise(library: LibJitsi): LibJitsi {
  library.setLogLevel(library.logLevels.WARN);
  library.init({ disableThirdPartyRequests: true, enableAnalyticsLogging: false });
  return library;
}
