import { fill } from '../../i18n/strings.ts';
import type { Bench } from '../bench-context.ts';
import { countOf } from '../model/tally.ts';
import { Checks } from './checks/Checks.tsx';
import { Hints } from './hints/Hints.tsx';
import { Output } from './output/Output.tsx';
import type { Panel } from './panel.ts';
import { Terminal } from './terminal/Terminal.tsx';
import { Versions } from './versions/Versions.tsx';
import { Wire } from './wire/Wire.tsx';

/** All panels, in the order of their tabs. */
export const PANELS: readonly Panel[] = [
  {
    id: 'output',
    component: Output,
    title: ({ strings }) => strings.regions.output,
    shown: () => true,
    filledBy: 'run',
  },
  {
    id: 'checks',
    component: Checks,
    title: ({ strings }) => strings.regions.checks,
    tally: checksTally,
    shown: () => true,
    filledBy: 'check',
  },
  {
    id: 'wire',
    component: Wire,
    title: ({ words }) => words.wire.title,
    tally: ({ model }) => packetsIn(model)?.toString(),
    // Who has turned recording off finds here how to turn it on again.
    called: model => model.wireShown,
    shown: ({ model }) => packetsIn(model) !== undefined || !model.session.wire.on.value,
  },
  {
    id: 'hints',
    component: Hints,
    title: ({ words }) => words.hints.title,
    tally: ({ model, words }) => someOf(model.rungs.value.opened, model.rungs.value.texts.length, words),
    shown: () => true,
    called: model => model.hintsShown,
  },
  {
    id: 'terminal',
    component: Terminal,
    title: ({ words }) => words.terminal.title,
    shown: () => true,
  },
  {
    id: 'versions',
    component: Versions,
    title: ({ words, model }) => fill(words.versions.title, { n: model.code.copies.value.length }),
    shown: ({ model }) => model.code.copies.value.length > 0,
  },
];

/** While a Check goes on, how many have their verdict; then, how many have passed. */
function checksTally({ model: { ids, session }, words }: Bench): string | undefined {
  const { all, done, passed } = countOf(ids, session.checks.value);
  if (session.status.value === 'checking') return fill(words.room.of, { n: done, all });
  return done > 0 ? fill(words.room.of, { n: passed, all }) : undefined;
}

/** How many have crossed the wire; undefined where none has. */
function packetsIn({ session }: Bench['model']): number | undefined {
  return session.wire.record.value?.packets.length || undefined;
}

function someOf(n: number, all: number, words: Bench['words']): string | undefined {
  return n > 0 ? fill(words.room.of, { n, all }) : undefined;
}
