import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState, type MutableRef } from 'preact/hooks';

import type { FileMap } from '../../course/workspace.ts';
import { fill } from '../../i18n/strings.ts';
import { loadMonaco, TimedOut } from './load-monaco.ts';
import { caretOf, compositionEnd, visibleBox } from './plain-box.ts';
import type { EditorFile, EditorProps, Pane, PaneOptions } from './types.ts';
import { whenWanted } from './when-wanted.ts';

/** `plain`: not asked for yet; `loading`: on its way; `ready`: in the page; `failed`: it did not come. */
export type Stage = 'plain' | 'loading' | 'ready' | 'failed';

interface Options {
  /** The whole editor. */
  root: RefObject<HTMLDivElement>;
  props: EditorProps;
  texts: FileMap;
  given: MutableRef<FileMap>;
  edit(path: string, text: string): void;
  /** The reader wants the plain box and nothing else. */
  simple: boolean;
  /** True while an input method is in the middle of a syllable. */
  composing: MutableRef<boolean>;
  /** Id of the element that tells the keys. */
  help: string;
}

/**
 * Brings Monaco in when it is wanted, and hands over what the reader did in the plain box meanwhile: the text,
 * the place of the caret, the focus.
 */
export function useMonaco({ root, props, texts, given, edit, simple, composing, help }: Options) {
  const host = useRef<HTMLDivElement>(null);
  const pane = useRef<Pane | null>(null);
  const [stage, setStage] = useState<Stage>('plain');
  const [notice, setNotice] = useState('');
  const [tabMoves, setTabMoves] = useState(false);
  const [accessible, setAccessible] = useState(false);
  const [tries, setTries] = useState(0);
  const now = useRef({ props, texts });
  now.current = { props, texts };

  useEffect(() => {
    if (simple) return;
    const page = { root: root.current!, host: host.current! };
    let gone = false;
    const start = async () => {
      setStage('loading');
      try {
        const monaco = await loadMonaco(now.current.props.lang);
        const font = fontOf(page.root);
        await monaco.fontReady(font);
        await compositionEnd(page.root, composing.current);
        if (gone) return;
        // Monaco measures the place it is made in, so that has to be on the page.
        page.host.hidden = false;
        pane.current = handOver(page.root, now.current, given.current, options =>
          monaco.createPane({
            ...options,
            element: page.host,
            font,
            wrap: now.current.props.look?.wrap,
            help,
            onChange: edit,
            onTabMoves: setTabMoves,
            onAccessible: setAccessible,
            onTypesFailed: reason => setNotice(fill(now.current.props.strings.editor.typesFailed, { reason })),
          }),
        );
        setStage('ready');
      } catch (error) {
        if (gone) return;
        setNotice(fill(now.current.props.strings.editor.failed, { reason: reasonOf(error, now.current.props) }));
        setStage('failed');
      }
    };
    const callOff = tries > 0 ? undefined : whenWanted(page.root, () => void start());
    if (tries > 0) void start();
    return () => {
      gone = true;
      callOff?.();
      pane.current?.dispose();
      pane.current = null;
      setStage('plain');
      setNotice('');
    };
  }, [simple, tries]);

  useLayoutEffect(() => pane.current?.update(withTexts(props.files, texts)), [props.files, texts]);
  useLayoutEffect(() => pane.current?.show(props.active), [props.active]);
  const { size, wrap } = props.look ?? {};
  useLayoutEffect(() => pane.current?.dress(fontOf(root.current!), wrap), [size, wrap]);
  const { path, line, message } = props.mark ?? {};
  useLayoutEffect(() => pane.current?.mark(props.mark), [path, line, message, stage]);

  return { host, pane, stage, notice, tabMoves, accessible, retry: () => setTries(count => count + 1) };
}

type Situation = { props: EditorProps; texts: FileMap };

/** Makes the pane with the texts as given, then does to it what the reader did to the box: so it can be undone. */
function handOver(
  root: HTMLElement,
  { props, texts }: Situation,
  given: FileMap,
  create: (options: Pick<PaneOptions, 'files' | 'active' | 'labels'>) => Pane,
): Pane {
  const {
    strings: { editor: strings },
    files,
    active,
  } = props;
  const box = visibleBox(root);
  const caret = box && caretOf(box);
  const pane = create({
    files: withTexts(files, given),
    active,
    labels: {
      edit: file => fill(strings.label, { file }),
      read: file => fill(strings.labelReadOnly, { file }),
    },
  });
  pane.update(withTexts(files, texts));
  if (caret) pane.select(caret.start, caret.end);
  if (caret?.focused) pane.focus();
  return pane;
}

function withTexts(files: readonly EditorFile[], texts: FileMap): EditorFile[] {
  return files.map(file => ({ ...file, text: texts[file.path] ?? file.text }));
}

/** The face of the static code, in CSS pixels, so that Monaco draws the same. */
export function fontOf(root: HTMLElement): PaneOptions['font'] {
  const { fontFamily: family, fontSize, lineHeight } = getComputedStyle(root.querySelector('.editor-files')!);
  return { family, size: parseFloat(fontSize), lineHeight: parseFloat(lineHeight) };
}

function reasonOf(error: unknown, { strings }: EditorProps): string {
  if (error instanceof TimedOut) return fill(strings.editor.timedOut, { seconds: error.seconds });
  return error instanceof Error ? error.message : String(error);
}
