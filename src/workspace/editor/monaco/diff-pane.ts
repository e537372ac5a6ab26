import { editor, Uri } from 'monaco-editor/editor';

import type { DiffPane, PaneOptions } from '../types.ts';
import { viewLanguageOf } from './languages.ts';
import { colourNow, MODEL_OPTIONS } from './models.ts';
import { commonOptions } from './options.ts';

/** Narrower than this, both texts stand in one column. */
const ONE_COLUMN_BELOW = 720;

/** Makes Monaco's diff in `element`; both sides are only for reading, so Tab always moves on. */
export function createDiffPane(element: HTMLElement, font: PaneOptions['font']): DiffPane {
  const diff = editor.createDiffEditor(element, {
    ...commonOptions(element, font),
    readOnly: true,
    domReadOnly: true,
    originalEditable: false,
    tabFocusMode: true,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderSideBySideInlineBreakpoint: ONE_COLUMN_BELOW,
    enableSplitViewResizing: false,
    ignoreTrimWhitespace: false,
    renderOverviewRuler: false,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
    diffWordWrap: 'on',
    lineNumbersMinChars: 3,
  });
  let models: editor.IDiffEditorModel | undefined;

  function dropModels(): void {
    diff.setModel(null);
    models?.original.dispose();
    models?.modified.dispose();
    models = undefined;
  }

  return {
    show({ path, original, modified }) {
      dropModels();
      const model = (side: string, text: string) => {
        const made = editor.createModel(text, viewLanguageOf(path), Uri.parse(`inmemory://${side}/${path}`));
        made.updateOptions(MODEL_OPTIONS);
        colourNow(made);
        return made;
      };
      models = { original: model('yours', original.text), modified: model('solution', modified.text) };
      diff.setModel(models);
      diff.getOriginalEditor().updateOptions({ ariaLabel: original.label });
      diff.getModifiedEditor().updateOptions({ ariaLabel: modified.label });
    },
    go: to => diff.goToDiff(to),
    dispose() {
      dropModels();
      diff.dispose();
    },
  };
}
