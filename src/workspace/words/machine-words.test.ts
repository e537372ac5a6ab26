import { expect, it } from 'vitest';

import { LANGS, stringsFor } from '../../i18n/strings.ts';
import type { MachineState } from '../session/machine.ts';
import { machineWords, type MachineSaid } from './machine-words.ts';

const NOTHING: Omit<MachineSaid, 'machine'> = {
  status: 'idle',
  task: undefined,
  program: 'demo.mjs',
  seconds: 0,
  usual: undefined,
};
const words = (machine: MachineState, said: Partial<MachineSaid> = {}): string =>
  machineWords({ ...NOTHING, ...said, machine }, 'en', stringsFor('en'));
const downloading = (done: number, total: number, later?: number): MachineState => ({
  status: 'downloading',
  name: 'vm',
  progress: { stage: 'downloading', done, total, ...(later && { later }) },
});

it('says how much is fetched of how much, and how much more will follow', () => {
  expect(words(downloading(12_400_000, 29_000_000))).toBe('Fetching the machine: 12.4 of 29.0 MB. Read on meanwhile.');
  expect(words(downloading(0, 24_300_000, 31_200_000))).toBe(
    'Fetching the machine: 0.0 of 24.3 MB. 31.2 MB more follow when all is idle, for the next visit. Read on meanwhile.',
  );
});

it('says nothing of fetching while this browser has it all', () => {
  const cached: MachineState = { status: 'downloading', name: 'vm' };
  expect(words(cached)).toBe('Getting the machine ready. Read on meanwhile.');
});

it('tells who has pressed Run or Check that it begins by itself', () => {
  expect(words(downloading(1_000_000, 2_000_000), { status: 'starting', task: 'check' })).toBe(
    'Fetching the machine: 1.0 of 2.0 MB. Your Check begins then.',
  );
  expect(words({ status: 'starting' }, { status: 'starting', task: 'run' })).toBe(
    'Starting the machine. Your Run begins then.',
  );
  expect(words({ status: 'starting' }, { seconds: 3, usual: 4_000 })).toBe(
    'Starting the machine. 3 s so far, usually about 4 s. Read on meanwhile.',
  );
});

it('tells how long it has been at it once that is worth telling, and how long it usually takes', () => {
  const ready: MachineState = { status: 'running', name: 'vm' };
  const running = { status: 'running', task: 'run' } as const;
  expect(words(ready, { ...running, seconds: 1 })).toBe('Running demo.mjs');
  expect(words(ready, { ...running, seconds: 2 })).toBe('Running demo.mjs · 2 s');
  expect(words(ready, { status: 'checking', task: 'check', seconds: 6, usual: 16_200 })).toBe(
    'Checking · 6 s, usually about 16 s',
  );
});

it.each(LANGS)('leaves no place unfilled in %s', lang => {
  const states: MachineState[] = [
    downloading(1, 2, 3),
    { status: 'downloading', name: 'webcontainer' },
    { status: 'starting', name: 'webcontainer' },
    { status: 'ready' },
  ];
  for (const machine of states) {
    const said = { ...NOTHING, status: 'checking', task: 'check', seconds: 9, usual: 9_000, machine } as const;
    expect(machineWords(said, lang, stringsFor(lang))).not.toMatch(/[{}]|undefined/);
  }
});
