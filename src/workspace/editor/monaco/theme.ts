import { editor } from 'monaco-editor/editor';

import { codePalettes, monacoTheme, monacoThemeName, type ColorScheme } from '../../../ui/code-theme.ts';
import { currentScheme, darkSystem, forced, onScheme, tokenColour } from '../../../ui/scheme.ts';

/** Paints Monaco as the site is painted, now and whenever the reader or the system changes its mind. */
export function followTheme(): void {
  const apply = () => {
    const scheme = currentScheme();
    // Whoever forces colours has Monaco's own themes for that, which keep to theirs.
    if (forced().matches) return editor.setTheme(darkSystem().matches ? 'hc-black' : 'hc-light');
    editor.defineTheme(monacoThemeName(scheme), { ...monacoTheme(scheme), colors: colours(scheme) });
    editor.setTheme(monacoThemeName(scheme));
  };
  onScheme(apply);
}

/** An eighth of a colour over its soft one: more, and code on it has a contrast below 4.5. */
const TOUCH = '1f';

/** The shared theme, and the site's colours for what only Monaco has: boxes over the code, and the diff. */
function colours(scheme: ColorScheme): editor.IColors {
  const { background, foreground, comment, lineHighlight, accent, selection } = codePalettes[scheme];
  const [proved, provedSoft, broken, brokenSoft] = ['--proved', '--proved-soft', '--broken', '--broken-soft'].map(
    tokenColour,
  );
  return {
    'editorWidget.background': lineHighlight,
    'editorWidget.foreground': foreground,
    'editorWidget.border': comment,
    'editorHoverWidget.background': lineHighlight,
    'editorHoverWidget.foreground': foreground,
    'editorHoverWidget.border': comment,
    'editorSuggestWidget.background': lineHighlight,
    'editorSuggestWidget.foreground': foreground,
    'editorSuggestWidget.border': comment,
    'editorSuggestWidget.selectedBackground': selection,
    'editorSuggestWidget.selectedForeground': foreground,
    'editorSuggestWidget.highlightForeground': accent,
    'editorSuggestWidget.focusHighlightForeground': accent,
    'input.background': background,
    'input.foreground': foreground,
    'input.border': comment,
    'textLink.foreground': accent,
    'widget.shadow': '#00000033',
    'diffEditor.insertedLineBackground': provedSoft!,
    'diffEditor.insertedTextBackground': proved + TOUCH,
    'diffEditor.removedLineBackground': brokenSoft!,
    'diffEditor.removedTextBackground': broken + TOUCH,
    ...monacoTheme(scheme).colors,
  };
}
