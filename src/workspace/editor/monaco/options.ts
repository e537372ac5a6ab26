import type { editor } from 'monaco-editor/editor';

import { prefersAccessible } from '../preference.ts';
import type { PaneOptions } from '../types.ts';

/** Narrower than this the code is wrapped; editor.css wraps the static code at the same width. */
export const WRAP_BELOW = 560;

/** What every editor here has in common, the diff too. */
export function commonOptions(element: HTMLElement, font: PaneOptions['font']): editor.IEditorOptions {
  const { family, size, lineHeight } = font;
  return {
    fontFamily: family,
    fontSize: size,
    lineHeight,
    fontLigatures: false,
    accessibilitySupport: accessibilityOf(prefersAccessible()),
    // Chromium's EditContext loses input and focus (monaco-editor issue 5081); the text area also serves input
    // methods for Korean and screen readers better.
    editContext: false,
    automaticLayout: true,
    fixedOverflowWidgets: fixedIsToTheWindow(element),
    scrollBeyondLastLine: false,
    scrollbar: SCROLLBAR,
    ...quiet,
  };
}

/** Monaco's option; left to itself, it cannot know in a browser. */
export function accessibilityOf(on: boolean): 'on' | 'auto' {
  return on ? 'on' : 'auto';
}

/**
 * Boxes over the code may reach beyond the editor when they are fixed to the window. Inside a container or a moved
 * element, some browsers count "fixed" from there, and the boxes would stand elsewhere.
 */
function fixedIsToTheWindow(element: HTMLElement): boolean {
  const probe = document.createElement('i');
  probe.style.cssText = 'position: fixed; inset: 0 auto auto 0';
  element.append(probe);
  const { left, top } = probe.getBoundingClientRect();
  probe.remove();
  return left === 0 && top === 0;
}

const SCROLLBAR: editor.IEditorScrollbarOptions = {
  alwaysConsumeMouseWheel: false,
  useShadows: false,
  verticalScrollbarSize: 10,
  horizontalScrollbarSize: 10,
};

/** Whatever Monaco draws or does that static code does not: off, so that nothing changes when it takes over. */
const quiet: editor.IEditorOptions = {
  minimap: { enabled: false },
  stickyScroll: { enabled: false },
  folding: false,
  glyphMargin: false,
  guides: { indentation: false },
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  renderLineHighlightOnlyWhenFocus: true,
  renderWhitespace: 'none',
  colorDecorators: false,
  links: false,
  contextmenu: false,
  codeLens: false,
  dragAndDrop: false,
  dropIntoEditor: { enabled: false },
  pasteAs: { enabled: false },
  inlineSuggest: { enabled: false },
  inlayHints: { enabled: 'off' },
  lightbulb: { enabled: 'off' as editor.ShowLightbulbIconMode },
  occurrencesHighlight: 'off',
  showUnused: false,
  smoothScrolling: false,
};

/** The editor's own options; the numbers match `.editor-static` in editor.css. */
export function editorOptions(
  element: HTMLElement,
  font: PaneOptions['font'],
): editor.IStandaloneEditorConstructionOptions {
  return {
    ...commonOptions(element, font),
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 12,
    padding: { top: 12, bottom: 12 },
    wrappingStrategy: 'advanced',
    wrappingIndent: 'none',
    cursorBlinking: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'solid' : 'blink',
    quickSuggestions: { other: true, comments: false, strings: false },
    wordBasedSuggestions: 'off',
    suggest: { showWords: false },
  };
}
