import { RuntimeError } from '../runtime.ts';

/** What of a browser decides whether WebContainer may be started; the global object, or a stand-in. */
export interface Surroundings {
  isSecureContext?: boolean;
  crossOriginIsolated?: boolean;
  navigator?: Partial<Pick<Navigator, 'userAgent' | 'maxTouchPoints'>> & {
    userActivation?: { hasBeenActive: boolean };
  };
}

/** iPhones and iPads, which a tab's memory often does not suffice for; an iPad says it is a Mac with a touch screen. */
export function isAppleMobile({ navigator }: Surroundings): boolean {
  const { userAgent = '', maxTouchPoints = 0 } = navigator ?? {};
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** Throws a `RuntimeError` `not-supported` where WebContainer cannot run, or may not be started yet. */
export function requireSupport(here: Surroundings): void {
  if (here.isSecureContext === false) {
    throw new RuntimeError(
      'not-supported',
      'WebContainer needs a page over https (or on localhost).',
      'Open the site over https, or use the machine, which needs neither.',
    );
  }
  if (!here.crossOriginIsolated) {
    throw new RuntimeError(
      'not-supported',
      'WebContainer needs a page that is isolated from others; this one is not.',
      'The site must send Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.',
    );
  }
  if (isAppleMobile(here) && here.navigator?.userActivation?.hasBeenActive === false) {
    throw new RuntimeError(
      'not-supported',
      'On an iPhone or iPad WebContainer starts only when you ask for it.',
      'Press Run or Check.',
    );
  }
}
