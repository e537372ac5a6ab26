import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { FileMap } from '../../course/workspace.ts';
import { Echoes } from './text-sync.ts';
import type { EditorFile } from './types.ts';

/**
 * The texts as the reader sees them now. Typing goes in by `edit` and out by `onChange`; a text that the owner
 * hands in goes in too, unless it is only the echo of what was typed. `given` are the texts before any typing.
 */
export function useTexts(files: readonly EditorFile[], onChange: (path: string, text: string) => void) {
  const [texts, setTexts] = useState<FileMap>(() => textsOf(files));
  const given = useRef(texts);
  const seen = useRef(texts);
  const echoes = useRef<Record<string, Echoes>>({});
  const send = useRef(onChange);
  send.current = onChange;

  useLayoutEffect(() => {
    const outside = textsOf(
      files.filter(
        ({ path, text }) => text !== seen.current[path] && !echoes.current[path]?.take(text, performance.now()),
      ),
    );
    seen.current = textsOf(files);
    given.current = { ...given.current, ...outside };
    if (Object.keys(outside).length > 0) setTexts(now => ({ ...now, ...outside }));
  }, [files]);

  const edit = useCallback((path: string, text: string) => {
    (echoes.current[path] ??= new Echoes()).sent(text, performance.now());
    setTexts(now => ({ ...now, [path]: text }));
    send.current(path, text);
  }, []);

  return { texts, given, edit };
}

function textsOf(files: readonly EditorFile[]): FileMap {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}
