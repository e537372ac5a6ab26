import { describe, expect, test } from 'vitest';

import { CAPABILITIES, type Capability } from '../../course/capabilities.ts';
import type { Proof } from '../../runtimes/probe/probe.ts';
import { readFacts, type Facts } from './facts.ts';
import { adviceFor, lessonsAble, UNASKED, type Finding } from './findings.ts';

const good: Facts = {
  secure: true,
  isolated: true,
  storage: true,
  serviceWorker: true,
  wasm: true,
  workers: true,
  current: true,
  memory: 8,
};
const done = (lacks: readonly Capability[] = []): Finding => ({
  ...UNASKED,
  state: 'done',
  proofs: new Map(CAPABILITIES.map((name): [Capability, Proof] => [name, { ok: !lacks.includes(name) }])),
});
const failed: Finding = { ...UNASKED, state: 'failed', message: 'no answer' };
const advice = (facts: Partial<Facts>, findings: Parameters<typeof adviceFor>[1], able = 6) =>
  adviceFor({ ...good, ...facts }, findings, able, 6);

describe('the advice', () => {
  test('is that there is nothing to do where every lesson runs', () => {
    expect(advice({}, { vm: done(), webcontainer: UNASKED })).toEqual(['none']);
    expect(advice({}, { vm: done(), webcontainer: done(['tls']) })).toEqual(['gaps', 'none']);
  });

  test('names what is blocked or missing in the browser', () => {
    expect(advice({ storage: false }, { vm: done() })).toEqual(['storage', 'none']);
    expect(advice({ wasm: false }, { vm: failed }, 0)).toEqual(['wasm']);
    expect(advice({ current: false, memory: 1 }, { vm: done() })).toEqual(['old', 'memory']);
  });

  test('names what WebContainer minds only to those who asked for it', () => {
    const bare = { secure: true, isolated: false, serviceWorker: false };
    expect(advice(bare, { vm: done(), webcontainer: UNASKED })).toEqual(['none']);
    expect(advice(bare, { vm: done(), webcontainer: failed })).toEqual(['isolated', 'serviceWorker']);
    expect(advice({ secure: false }, { vm: done(), webcontainer: failed })).toEqual(['insecure', 'service']);
  });

  test('points to the network where the service does not answer', () => {
    expect(advice({}, { vm: done(), webcontainer: failed })).toEqual(['service']);
  });

  test('tells a site without a machine, and a machine that did not start or lacks something', () => {
    expect(advice({}, { webcontainer: UNASKED }, 0)).toEqual(['image']);
    expect(advice({}, { vm: failed }, 0)).toEqual(['machine']);
    expect(advice({}, { vm: done(['udp']) }, 5)).toEqual(['lacking']);
    expect(advice({}, { vm: failed, webcontainer: done(['tls']) }, 1)).toEqual(['machine']);
  });
});

test('a lesson counts where one runtime was proved to do all it needs', () => {
  const lessons: Capability[][] = [['net'], ['mutual-tls'], ['hash', 'udp'], []];
  expect(lessonsAble(lessons, { vm: done() })).toBe(4);
  expect(lessonsAble(lessons, { vm: failed, webcontainer: done(['mutual-tls', 'udp']) })).toBe(2);
  expect(lessonsAble(lessons, {})).toBe(0);
});

test('a place without any of it is read as such, without throwing', async () => {
  const nowhere = { isSecureContext: false, crossOriginIsolated: false, navigator: {} } as unknown as typeof globalThis;
  expect(await readFacts(nowhere)).toMatchObject({
    secure: false,
    isolated: false,
    storage: false,
    serviceWorker: false,
    wasm: false,
    workers: false,
    memory: undefined,
  });
});
