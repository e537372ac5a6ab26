import type { ITheme } from '@xterm/xterm';

import { codePalettes } from '../../../ui/code-theme.ts';
import { currentScheme, tokenColour } from '../../../ui/scheme.ts';

/** The sixteen colours of a terminal out of the site's, as it is painted now. */
export function terminalTheme(): ITheme {
  const { keyword } = codePalettes[currentScheme()];
  const [ink, soft, faint] = ['--ink', '--ink-soft', '--ink-faint'].map(tokenColour);
  const [red, green, yellow] = ['--broken', '--proved', '--attacker'].map(tokenColour);
  const [blue, cyan, background, selection] = ['--learner', '--peer', '--paper-sunk', '--selection'].map(tokenColour);
  return {
    ...{ background, foreground: ink, cursor: blue, cursorAccent: background, selectionBackground: selection },
    ...{ black: faint, red, green, yellow, blue, magenta: keyword, cyan, white: soft },
    ...{ brightBlack: faint, brightRed: red, brightGreen: green, brightYellow: yellow },
    ...{ brightBlue: blue, brightMagenta: keyword, brightCyan: cyan, brightWhite: ink },
  } as ITheme;
}
