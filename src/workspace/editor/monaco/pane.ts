import { editor, KeyCode, Selection, type IKeyboardEvent } from 'monaco-editor/editor';

import { isApple } from '../../page/keys.ts';
import { prefersAccessible, rememberAccessible } from '../preference.ts';
import type { Pane, PaneOptions } from '../types.ts';
import { onInterest, watchForInterest } from './interest.ts';
import { bringNodeTypes } from './javascript.ts';
import { Models } from './models.ts';
import { accessibilityOf, editorOptions, WRAP_BELOW } from './options.ts';

/** Makes a Monaco editor in `element`, with the first file open. */
export function createPane(options: PaneOptions): Pane {
  const code = editor.create(options.element, { ...editorOptions(options.element, options.font), model: null });
  const models = new Models(options.onChange);
  const gone = new AbortController();
  let shown: string | undefined;

  function show(path: string): void {
    const file = models.get(path);
    if (!file || path === shown) return;
    const left = shown === undefined ? undefined : models.get(shown);
    if (left) left.view = code.saveViewState();
    shown = path;
    const { labels } = options;
    const readOnly = file.mode === 'read';
    code.updateOptions({
      readOnly,
      domReadOnly: readOnly,
      ariaLabel: readOnly ? labels.read(path) : labels.edit(path),
    });
    code.setModel(file.model);
    code.restoreViewState(file.view);
    options.element.querySelector('textarea')?.setAttribute('aria-describedby', options.help);
  }

  models.update(options.files);
  show(options.active);
  let { wrap } = options;
  const wrapLines = (width = code.getLayoutInfo().width) => code.updateOptions({ wordWrap: wrapAt(width, wrap) });
  code.onDidLayoutChange(({ width }) => wrapLines(width));
  keepCaretInSight(code);
  wrapLines();
  switchTab(code, options.onTabMoves);
  switchAccessible(code, options.onAccessible);
  watchForInterest(options.element);
  onInterest(
    () =>
      void bringNodeTypes().catch((error: unknown) => {
        options.onTypesFailed(error instanceof Error ? error.message : String(error));
      }),
    gone.signal,
  );

  return {
    update: files => models.update(files),
    show,
    mark: mark => models.mark(mark),
    select(start, end) {
      const model = code.getModel();
      if (!model) return;
      const selection = Selection.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
      code.setSelection(selection);
      code.revealRange(selection);
    },
    reveal(line, column) {
      const position = code.getModel()?.validatePosition({ lineNumber: line, column });
      if (!position) return;
      code.setPosition(position);
      code.revealPositionInCenterIfOutsideViewport(position);
      code.focus();
    },
    caret() {
      const position = code.getPosition();
      return (position && code.getModel()?.getOffsetAt(position)) ?? 0;
    },
    replace: text => models.replace(shown ?? '', text),
    dress({ family, size, lineHeight }, wanted) {
      wrap = wanted;
      code.updateOptions({ fontFamily: family, fontSize: size, lineHeight });
      wrapLines();
    },
    focus: () => code.focus(),
    dispose() {
      gone.abort();
      code.dispose();
      models.dispose();
    },
  };
}

/** A caret that was in sight stays there when the editor gets less room. */
function keepCaretInSight(code: editor.IStandaloneCodeEditor): void {
  let before = code.getLayoutInfo().height;
  code.onDidLayoutChange(({ height }) => {
    const position = code.getPosition();
    const top = position && code.getTopForPosition(position.lineNumber, position.column) - code.getScrollTop();
    if (position && top! >= 0 && top! < before && height < before)
      code.revealPositionInCenterIfOutsideViewport(position, editor.ScrollType.Immediate);
    before = height;
  });
}

function wrapAt(width: number, wanted = width < WRAP_BELOW): 'on' | 'off' {
  return wanted ? 'on' : 'off';
}

/** A key and what is held with it; all else must be up. */
type Keys = Pick<IKeyboardEvent, 'keyCode'> & Partial<Pick<IKeyboardEvent, 'ctrlKey' | 'shiftKey' | 'altKey'>>;

/** Calls `press` for a key. Not with `addCommand`: Monaco would keep it, and this page, for ever. */
function onKey(code: editor.IStandaloneCodeEditor, keys: Keys, press: () => void): void {
  const { keyCode, ctrlKey = false, shiftKey = false, altKey = false } = keys;
  code.onKeyDown(event => {
    if (event.keyCode !== keyCode || event.ctrlKey !== ctrlKey || event.shiftKey !== shiftKey) return;
    if (event.altKey !== altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    press();
  });
}

/**
 * Ctrl+M (Ctrl+Shift+M on Apple's) makes Tab move the focus, and indent again. As Monaco's own switch, but told to
 * the page, which says it in words.
 */
function switchTab(code: editor.IStandaloneCodeEditor, onTabMoves: (moves: boolean) => void): void {
  let moves = false;
  onKey(code, { keyCode: KeyCode.KeyM, ctrlKey: true, shiftKey: isApple(navigator.platform) }, () => {
    moves = !moves;
    code.updateOptions({ tabFocusMode: moves });
    onTabMoves(moves);
  });
}

/** Shift+Alt+F1, as in VS Code, sets the editor up for screen readers, and back. */
function switchAccessible(code: editor.IStandaloneCodeEditor, onAccessible: (on: boolean) => void): void {
  let on = prefersAccessible();
  onAccessible(on);
  onKey(code, { keyCode: KeyCode.F1, shiftKey: true, altKey: true }, () => {
    on = !on;
    code.updateOptions({ accessibilitySupport: accessibilityOf(on) });
    rememberAccessible(on);
    onAccessible(on);
  });
}
