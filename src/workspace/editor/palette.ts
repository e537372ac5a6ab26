import { codePalettes } from '../../ui/code-theme.ts';

const both = (name: 'background' | 'foreground' | 'lineNumber' | 'selection') =>
  `light-dark(${codePalettes.light[name]}, ${codePalettes.dark[name]})`;

/** The palette that Shiki and Monaco paint with, as custom properties for what neither of them paints. */
export const COLOURS = {
  '--code-background': both('background'),
  '--code-foreground': both('foreground'),
  '--code-line-number': both('lineNumber'),
  '--code-selection': both('selection'),
};
