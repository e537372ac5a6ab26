import { editor, MarkerSeverity, Range, Uri } from 'monaco-editor/editor';

import { singleEdit } from '../text-sync.ts';
import type { EditorFile, Mark } from '../types.ts';
import { languageOf } from './languages.ts';
import { WORK_URI } from './script-settings.ts';

/** What Monaco keeps per text, not per editor. */
export const MODEL_OPTIONS = {
  tabSize: 2,
  insertSpaces: true,
  bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
};

interface OpenFile {
  mode: EditorFile['mode'];
  model: editor.ITextModel;
  /** Where the reader was when another tab was opened. */
  view: editor.ICodeEditorViewState | null;
}

/** The open files as Monaco's models, each with its own undo history. */
export class Models {
  readonly #open = new Map<string, OpenFile>();
  readonly #onChange: (path: string, text: string) => void;
  #fromOutside = false;

  constructor(onChange: (path: string, text: string) => void) {
    this.#onChange = onChange;
  }

  get(path: string): OpenFile | undefined {
    return this.#open.get(path);
  }

  /** Makes the open files these, and says nothing of the changes: whoever calls knows them. */
  update(files: readonly EditorFile[]): void {
    for (const path of this.#open.keys()) {
      if (!files.some(file => file.path === path)) this.#close(path);
    }
    for (const { path, mode, text } of files) {
      const file = this.#open.get(path) ?? this.#create(path, mode, text);
      file.mode = mode;
      this.#fromOutside = true;
      changeUndoably(file.model, text);
      this.#fromOutside = false;
    }
  }

  /** As the reader's typing: it is told. */
  replace(path: string, text: string): void {
    const file = this.#open.get(path);
    if (file) changeUndoably(file.model, text);
  }

  /** Underlines this line, and no other any more. */
  mark(mark: Mark | undefined): void {
    for (const [path, { model }] of this.#open) {
      const here = mark?.path === path && mark.line <= model.getLineCount() ? [markerOf(mark, model)] : [];
      editor.setModelMarkers(model, 'handshake', here);
    }
  }

  dispose(): void {
    for (const path of [...this.#open.keys()]) this.#close(path);
  }

  #create(path: string, mode: EditorFile['mode'], text: string): OpenFile {
    const model = editor.createModel(text, languageOf(path), Uri.parse(WORK_URI + path));
    model.setEOL(editor.EndOfLineSequence.LF);
    model.updateOptions(MODEL_OPTIONS);
    colourNow(model);
    model.onDidChangeContent(() => {
      if (!this.#fromOutside) this.#onChange(path, model.getValue());
    });
    const file = { mode, model, view: null };
    this.#open.set(path, file);
    return file;
  }

  #close(path: string): void {
    this.#open.get(path)?.model.dispose();
    this.#open.delete(path);
  }
}

/**
 * Monaco colours a text some frames after it is first seen, which would show as a flash where coloured code stood
 * before; its own way to colour at once is not part of its types.
 */
export function colourNow(model: editor.ITextModel): void {
  const { tokenization } = model as { tokenization?: { forceTokenization?(line: number): void } };
  tokenization?.forceTokenization?.(model.getLineCount());
}

/** Gives a model another text as one step of its undo history. */
function changeUndoably(model: editor.ITextModel, text: string): void {
  const edit = singleEdit(model.getValue(), text);
  if (!edit) return;
  const range = Range.fromPositions(model.getPositionAt(edit.start), model.getPositionAt(edit.end));
  model.pushStackElement();
  model.pushEditOperations(null, [{ range, text: edit.text }], () => null);
  model.pushStackElement();
}

/** From the line's first letter to its last. */
function markerOf({ line, message }: Mark, model: editor.ITextModel): editor.IMarkerData {
  return {
    severity: MarkerSeverity.Error,
    message,
    startLineNumber: line,
    startColumn: model.getLineFirstNonWhitespaceColumn(line) || 1,
    endLineNumber: line,
    endColumn: model.getLineMaxColumn(line),
  };
}
