import { keep, kept } from './kept.ts';
import type { WireLog } from '../session/wire-log.ts';

/** Takes up whether the reader wants runs recorded, and keeps it from now on. */
export function keepWire({ on }: WireLog, signal: AbortSignal): void {
  on.value = kept('wire') !== 'off';
  signal.addEventListener(
    'abort',
    on.subscribe(wanted => keep('wire', wanted ? null : 'off')),
  );
}
