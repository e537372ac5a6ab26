/** What a browser says of itself that bears on running programs; `undefined` where it does not tell. */
export interface Facts {
  secure: boolean;
  isolated: boolean;
  storage: boolean;
  serviceWorker: boolean;
  wasm: boolean;
  workers: boolean;
  /** Whether it has what the site takes for granted; Safari has it from 17.5 on. */
  current: boolean;
  /** Gigabytes of this device, as coarse as browsers tell it. */
  memory: number | undefined;
}
export const FACTS = [
  'secure',
  'isolated',
  'storage',
  'serviceWorker',
  'wasm',
  'workers',
  'current',
  'memory',
] as const;

/** Reads them from a page's global object; nothing is kept but a value that is removed again. */
export async function readFacts(here: typeof globalThis = globalThis): Promise<Facts> {
  return {
    secure: here.isSecureContext,
    isolated: here.crossOriginIsolated,
    storage: canStore(here),
    serviceWorker: await allowsServiceWorkers(here),
    wasm: canCompile(here),
    workers: typeof here.Worker === 'function',
    current:
      typeof Promise.withResolvers === 'function' &&
      typeof AbortSignal.any === 'function' &&
      here.CSS?.supports('color', 'light-dark(red, blue)'),
    memory: (here.navigator as { deviceMemory?: number }).deviceMemory,
  };
}

function canStore(here: typeof globalThis): boolean {
  const key = 'handshake/probe-of-storage';
  try {
    here.localStorage.setItem(key, 'x');
    here.localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** Blocked cookies and some private windows take service workers away, or refuse every question about them. */
async function allowsServiceWorkers(here: typeof globalThis): Promise<boolean> {
  try {
    if (!here.navigator.serviceWorker) return false;
    await here.navigator.serviceWorker.getRegistrations();
    return true;
  } catch {
    return false;
  }
}

function canCompile(here: typeof globalThis): boolean {
  try {
    // The smallest module there is: the magic number and the version.
    return (
      new here.WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) instanceof here.WebAssembly.Module
    );
  } catch {
    return false;
  }
}
