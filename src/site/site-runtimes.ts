import { machineServed } from 'virtual:handshake/machine';

import { runtimeConfig } from './runtime-config.ts';
import type { Capability } from '../course/capabilities.ts';
import { chooseAtFirst } from '../runtimes/pool/choose.ts';
import type { SiteRuntimes } from '../runtimes/pool/preference.ts';

/** What this build says of the runtimes of its pages. */
export function siteRuntimes(): SiteRuntimes {
  return { ...runtimeConfig(), image: machineServed, probe: '/probe.json' };
}

/** What a lesson runs on for a reader of whom nothing is known yet. */
export function firstRuntime(needs: readonly Capability[]): 'vm' | 'webcontainer' | 'none' {
  return chooseAtFirst(siteRuntimes(), needs).order[0] ?? 'none';
}
