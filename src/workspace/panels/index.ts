import { fill } from '../../i18n/strings.ts';
import { Checks } from './checks/Checks.tsx';
import { Hints } from './hints/Hints.tsx';
import { Output } from './output/Output.tsx';
import type { Panel } from './panel.ts';
import { Versions } from './versions/Versions.tsx';

/**
 * All panels, in the order of the keyboard and of a small screen; where there is room for columns, src/workspace/grid.css
 * gives each its place.
 */
export const PANELS: readonly Panel[] = [
  {
    id: 'hints',
    component: Hints,
    title: ({ words }) => words.hints.title,
    shown: ({ model }) => model.hintsShown.value,
    stays: true,
    place: 'before-code',
  },
  {
    id: 'output',
    component: Output,
    title: ({ strings }) => strings.regions.output,
    shown: () => true,
    place: 'after-code',
    filledBy: 'run',
  },
  {
    id: 'checks',
    component: Checks,
    title: ({ strings }) => strings.regions.checks,
    shown: () => true,
    place: 'after-code',
    filledBy: 'check',
  },
  {
    id: 'versions',
    component: Versions,
    title: ({ words, model }) => fill(words.versions.title, { n: model.code.copies.value.length }),
    shown: ({ model }) => model.code.copies.value.length > 0,
    place: 'after-code',
  },
];
