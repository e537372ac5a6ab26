import { useLayoutEffect, useRef } from 'preact/hooks';

import { showsText } from './highlighted.ts';
import { replaceUndoably } from './plain-box.ts';

interface Props {
  path: string;
  text: string;
  /** Highlighted HTML of the starter, if there is any. */
  html: string | undefined;
  readOnly: boolean;
  hidden: boolean;
  /** False in the server's HTML, which must be readable without scripts. */
  live: boolean;
  label: string;
  help: string;
  onInput(text: string): void;
}

/**
 * A file as static code, and a text box exactly over it: whoever clicks or types before the full editor is there
 * writes into the box. While the text is the starter's, the coloured code shows through; then the box shows its own.
 */
export function PlainFile({ path, text, html, readOnly, hidden, live, label, help, onInput }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const coloured = html !== undefined && showsText(html, text);

  useLayoutEffect(() => {
    if (box.current) replaceUndoably(box.current, text);
  }, [text]);

  return (
    <div class="editor-file" data-path={path} data-coloured={coloured} hidden={hidden}>
      <p class="editor-file-name" aria-hidden={live}>
        {path}
      </p>
      <div class="editor-paper">
        {coloured ? (
          <div key="coloured" class="editor-static" inert={live} dangerouslySetInnerHTML={{ __html: html }} />
        ) : (
          <div key="plain" class="editor-static" inert={live}>
            <pre>
              <code>
                <Lines text={text} />
              </code>
            </pre>
          </div>
        )}
        {live && (
          <textarea
            ref={box}
            class="editor-box"
            defaultValue={text}
            readOnly={readOnly}
            aria-label={label}
            aria-describedby={help}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            translate={false}
            onInput={event => onInput(event.currentTarget.value)}
          />
        )}
      </div>
    </div>
  );
}

/** The lines as Shiki lays them out, so that one style sheet numbers both. */
function Lines({ text }: { text: string }) {
  const lines = text.split('\n');
  return lines.map((line, at) => [
    <span key={at} class="line">
      {line}
    </span>,
    at < lines.length - 1 && '\n',
  ]);
}
