import type { RefObject } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState, type MutableRef } from 'preact/hooks';

import { fill } from '../../i18n/strings.ts';
import './editor.css';
import { EditorHelp } from './EditorHelp.tsx';
import { FileTabs } from './FileTabs.tsx';
import { keyNames } from '../page/keys.ts';
import { COLOURS } from './palette.ts';
import { offsetAt, type Place } from './places.ts';
import { keepCaretInSight, replaceUndoably, visibleBox } from './plain-box.ts';
import { PlainFile } from './PlainFile.tsx';
import { prefersSimple, rememberSimple } from './preference.ts';
import type { EditorProps, Pane } from './types.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { useMonaco } from './use-monaco.ts';
import { useTexts } from './use-texts.ts';

export type { EditorFile, EditorProps } from './types.ts';

/**
 * The learner's files in tabs: static coloured code from the server, a plain box as soon as scripts run, Monaco
 * when it is wanted. It fills its parent's height. Ctrl/Cmd+Enter checks, with Shift it runs.
 */
export function Editor(props: EditorProps) {
  const {
    files,
    active,
    highlighted,
    strings: { editor: strings },
  } = props;
  const id = useId();
  const panel = `${id}-panel`;
  const tabId = (path: string) => `${id}-${path}`;
  const live = useLive() && !props.waiting;
  const [simple, setSimple] = useState(false);
  useLayoutEffect(() => setSimple(prefersSimple()), []);

  const { texts, given, edit } = useTexts(files, props.onChange);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => keepCaretInSight(root.current!), []);
  const keys = useEditorKeys(root, props.onCommand);
  const { host, pane, stage, notice, tabMoves, accessible, retry } = useMonaco({
    root,
    props,
    texts,
    given,
    edit,
    simple,
    composing: keys.composing,
    help: `${id}-help`,
  });

  useReveal(props, place => {
    if (pane.current) pane.current.reveal(place.line, place.column);
    else goTo(visibleBox(root.current!), offsetAt(texts[active] ?? '', place));
  });

  useHand(props, root, pane, edit);

  return (
    <div class="editor" ref={root} data-stage={stage} data-simple={simple} style={COLOURS} {...keys.handlers}>
      <FileTabs
        {...{ files, active, panel, tabId }}
        strings={props.strings}
        onActive={props.onActive}
        own={props.own}
      />
      <div class="editor-panel" role="tabpanel" id={panel} aria-labelledby={tabId(active)}>
        <div class="editor-files">
          {files.map(({ path, mode }) => (
            <PlainFile
              key={path}
              path={path}
              text={texts[path] ?? ''}
              html={highlighted[path]}
              readOnly={mode === 'read'}
              hidden={path !== active}
              live={live}
              label={fill(mode === 'read' ? strings.labelReadOnly : strings.label, { file: path })}
              help={`${id}-help`}
              onInput={text => edit(path, text)}
            />
          ))}
        </div>
        <div class="editor-host" ref={host} hidden={stage !== 'ready'} />
      </div>
      <EditorHelp
        id={`${id}-help`}
        {...{ strings, stage, notice, simple, tabMoves, accessible }}
        readOnly={files.find(({ path }) => path === active)?.mode === 'read'}
        armed={keys.armed}
        inside={keys.inside}
        keys={keyNames(live ? navigator.platform : '')}
        onSimple={on => {
          setSimple(on);
          rememberSimple(on);
        }}
        onRetry={retry}
      />
    </div>
  );
}

/** False on the server and while hydrating, when the page must be what the server sent. */
function useLive(): boolean {
  const [live, setLive] = useState(false);
  useLayoutEffect(() => setLive(true), []);
  return live;
}

/** Opens the file of each new `reveal`, and once it is open goes to the place in it. */
function useReveal({ reveal, active, onActive }: EditorProps, go: (place: Place) => void): void {
  const done = useRef<number>();
  useEffect(() => {
    if (!reveal || reveal.nonce === done.current) return;
    if (reveal.path !== active) {
      onActive(reveal.path);
      return;
    }
    done.current = reveal.nonce;
    go({ line: reveal.line, column: reveal.column ?? 1 });
  }, [reveal?.nonce, active]);
}

/** Lays the editor's hand on the file in front, whichever editor has it. */
function useHand(
  { hand, active }: EditorProps,
  root: RefObject<HTMLElement>,
  pane: MutableRef<Pane | null>,
  edit: (path: string, text: string) => void,
): void {
  useLayoutEffect(() => {
    if (!hand) return;
    hand.current = {
      caret: () => pane.current?.caret() ?? visibleBox(root.current!)?.selectionStart ?? 0,
      focus: () => (pane.current ?? visibleBox(root.current!))?.focus(),
      replace(text, caret) {
        if (pane.current) {
          pane.current.replace(text);
          return pane.current.select(caret, caret);
        }
        const box = visibleBox(root.current!);
        if (box) replaceUndoably(box, text);
        edit(active, text);
        box?.setSelectionRange(caret, caret);
      },
    };
    return () => {
      hand.current = undefined;
    };
  }, [active]);
}

function goTo(box: HTMLTextAreaElement | null, offset: number): void {
  box?.focus();
  box?.setSelectionRange(offset, offset);
}
