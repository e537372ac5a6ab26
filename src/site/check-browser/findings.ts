import type { Capability } from '../../course/capabilities.ts';
import type { Proof } from '../../runtimes/probe/probe.ts';
import type { Facts } from './facts.ts';

/** What became of one runtime on this page. Times are in ms. */
export interface Finding {
  state: 'unasked' | 'booting' | 'probing' | 'done' | 'failed';
  /** Why it did not start, in its own words. */
  message?: string;
  node?: string;
  times: { download?: number; start?: number; probe?: number };
  proofs: ReadonlyMap<Capability, Proof>;
  calls: ReadonlyMap<Capability, number>;
}

export const UNASKED: Finding = { state: 'unasked', times: {}, proofs: new Map(), calls: new Map() };

export interface Findings {
  /** Undefined where the site was built without the machine. */
  vm?: Finding;
  /** Undefined where the site does without WebContainer. */
  webcontainer?: Finding;
}

export type Advice =
  | 'old'
  | 'wasm'
  | 'storage'
  | 'memory'
  | 'machine'
  | 'image'
  | 'lacking'
  | 'insecure'
  | 'isolated'
  | 'serviceWorker'
  | 'service'
  | 'gaps'
  | 'none';

/** Below it a tab with a machine of its own may be ended by the system. */
const LITTLE_MEMORY_GB = 2;

/**
 * What a reader can do, in the order of its weight; `none` where every lesson runs. What only WebContainer minds is
 * said only to those who asked for it.
 */
export function adviceFor(facts: Facts, { vm, webcontainer }: Findings, able: number, all: number): Advice[] {
  const fails = (finding?: Finding): boolean => [...(finding?.proofs ?? [])].some(([, { ok }]) => !ok);
  const asked = webcontainer !== undefined && webcontainer.state !== 'unasked';
  const down = webcontainer?.state === 'failed';
  const told: [Advice, boolean][] = [
    ['old', !facts.current],
    ['wasm', !facts.wasm],
    ['image', vm === undefined],
    ['machine', vm?.state === 'failed' && facts.wasm],
    ['lacking', vm?.state === 'done' && fails(vm)],
    ['storage', !facts.storage],
    ['memory', facts.memory !== undefined && facts.memory <= LITTLE_MEMORY_GB],
    ['insecure', asked && !facts.secure],
    ['isolated', asked && facts.secure && !facts.isolated],
    ['serviceWorker', asked && facts.secure && !facts.serviceWorker],
    ['service', down && facts.isolated],
    ['gaps', vm?.state === 'done' && webcontainer?.state === 'done' && fails(webcontainer)],
  ];
  const advice = told.filter(([, holds]) => holds).map(([name]) => name);
  return able === all && !advice.some(one => !['gaps', 'memory', 'storage'].includes(one))
    ? [...advice, 'none']
    : advice;
}

/** How many of these lessons, given by what they need, some runtime was proved able to run. */
export function lessonsAble(lessons: readonly (readonly Capability[])[], { vm, webcontainer }: Findings): number {
  const can = (finding: Finding | undefined, needs: readonly Capability[]): boolean =>
    finding?.state === 'done' && needs.every(need => finding.proofs.get(need)?.ok);
  return lessons.filter(needs => can(vm, needs) || can(webcontainer, needs)).length;
}
