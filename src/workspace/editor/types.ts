import type { FileMode } from '../../course/file-modes.ts';
import type { Lang, Strings } from '../../i18n/strings.ts';
import type { EditorCommand } from '../page/keys.ts';

/** A file as the editor shows it; `text` has the reader's draft applied. */
export interface EditorFile {
  path: string;
  /** `own` is one that the reader has made. */
  mode: FileMode | 'own';
  text: string;
}

/** A place to go to; the same place again with another `nonce` goes there again. */
export interface Reveal {
  path: string;
  line: number;
  column?: number;
  nonce: number;
}

/** A line that the reader has to look at, and why; it counts from 1. */
export interface Mark {
  path: string;
  line: number;
  message: string;
}

/** The editor's hand on the file in front; offsets in UTF-16 units. */
export interface Hand {
  caret(): number;
  /** Gives the file another text, in a way that the editor's undo takes back, and puts the caret there. */
  replace(text: string, caret: number): void;
  focus(): void;
}

/** How the reader wants code to be shown; without `wrap`, long lines are wrapped where it is narrow. */
export interface Look {
  size: CodeSize;
  wrap?: boolean;
}

export const CODE_SIZES = ['small', 'normal', 'large', 'largest'] as const;
export type CodeSize = (typeof CODE_SIZES)[number];

export interface EditorProps {
  files: readonly EditorFile[];
  active: string;
  onActive(path: string): void;
  /** Called on every change, so it must be cheap. */
  onChange(path: string, text: string): void;
  /** Static Shiki HTML of the starter by path, from the build. */
  highlighted: Readonly<Record<string, string>>;
  strings: Strings;
  lang: Lang;
  /** What the reader had is not known yet: the code can be read, not written. */
  waiting?: boolean;
  reveal?: Reveal;
  mark?: Mark;
  look?: Look;
  /** What the reader may do with files of their own, which are made, named anew and taken away; without it, nothing. */
  own?: { onAdd(): void; onRename(path: string): void; onDelete(path: string): void };
  /** Where the editor lays its hand on the file in front, for as long as it is there. */
  hand?: { current: Hand | undefined };
  onCommand(command: EditorCommand): void;
}

/** What a pane is made with; `element` is empty and stands where the code is to be. */
export interface PaneOptions {
  element: HTMLElement;
  files: readonly EditorFile[];
  active: string;
  labels: { edit(path: string): string; read(path: string): string };
  /** Id of the element that tells the keys. */
  help: string;
  font: { family: string; size: number; lineHeight: number };
  wrap: boolean | undefined;
  onChange(path: string, text: string): void;
  /** Tab moves the focus instead of indenting, or indents again. */
  onTabMoves(moves: boolean): void;
  /** The editor is set up for screen readers, or no longer. */
  onAccessible(on: boolean): void;
  onTypesFailed(reason: string): void;
}

/** A full editor in the page, as the component sees it: offsets are UTF-16 units from the start of a text. */
export interface Pane {
  /** Adds, removes and changes files; a changed text becomes an edit that the reader can undo. */
  update(files: readonly EditorFile[]): void;
  show(path: string): void;
  /** Underlines this line, and no other any more. */
  mark(mark: Mark | undefined): void;
  select(start: number, end: number): void;
  reveal(line: number, column: number): void;
  caret(): number;
  /** As typing does: it is told by `onChange`, and can be undone. */
  replace(text: string): void;
  dress(font: PaneOptions['font'], wrap: boolean | undefined): void;
  focus(): void;
  dispose(): void;
}

interface Side {
  text: string;
  label: string;
}

/** Two texts of one file beside each other, for reading. */
export interface DiffPane {
  show(sides: { path: string; original: Side; modified: Side }): void;
  go(to: 'next' | 'previous'): void;
  dispose(): void;
}
