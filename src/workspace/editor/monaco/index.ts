import { editor } from 'monaco-editor/editor';

import type { PaneOptions } from '../types.ts';
import './features.ts';
import { setUpJavaScript } from './javascript.ts';
import { registerLanguages } from './languages.ts';
import { applyStyles } from './styles.ts';
import { followTheme } from './theme.ts';
import { provideWorkers } from './workers.ts';

export { createDiffPane } from './diff-pane.ts';
export { createPane } from './pane.ts';

applyStyles();
provideWorkers();
registerLanguages();
setUpJavaScript();
followTheme();

/** A face that has not come by then is drawn with its fallback, and measured again when it comes. */
const FONT_SECONDS = 3;

/** Waits for the code's face: Monaco measures it, once, when the first editor is made. */
export async function fontReady({ family, size }: PaneOptions['font']): Promise<void> {
  const loaded = document.fonts.load(`${size}px ${family}`, 'aM0').then(() => editor.remeasureFonts());
  await Promise.race([
    loaded.catch(() => undefined),
    new Promise(resolve => {
      setTimeout(resolve, FONT_SECONDS * 1000);
    }),
  ]);
}
