/** Battery Status API (W3C), where a browser has it. */
interface Battery extends EventTarget {
  readonly charging: boolean;
  readonly level: number;
}

/** At this level, on battery, systems and browsers turn their savers on; pages are not told of those themselves. */
const SAVER_LEVEL = 0.2;
/** One core is for the reader's page. */
const CORES_NEEDED = 2;

/**
 * Tells whether this computer has time to spare for work nobody waits for: now, and on every change. It has none
 * when it has fewer than two cores, while its page is hidden, and when its battery runs low. Returns what ends it.
 */
export function watchSpareTime(tell: (spare: boolean) => void): () => void {
  const { hardwareConcurrency = 1 } = globalThis.navigator ?? {};
  if (typeof document === 'undefined' || hardwareConcurrency < CORES_NEEDED) {
    tell(false);
    return () => {};
  }
  const off = new AbortController();
  let battery: Battery | undefined;
  let told: boolean | undefined;
  const look = (): void => {
    const spare = !document.hidden && !runsLow(battery);
    if (spare !== told && !off.signal.aborted) tell((told = spare));
  };
  document.addEventListener('visibilitychange', look, { signal: off.signal });
  void findBattery().then(found => {
    battery = found;
    for (const change of ['chargingchange', 'levelchange'])
      battery?.addEventListener(change, look, { signal: off.signal });
    look();
  });
  return () => off.abort();
}

function runsLow(battery: Battery | undefined): boolean {
  return battery !== undefined && !battery.charging && battery.level <= SAVER_LEVEL;
}

async function findBattery(): Promise<Battery | undefined> {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> };
  // Refused in a frame without the permission, and in insecure pages.
  return await getBattery?.call(navigator).catch(() => undefined);
}
