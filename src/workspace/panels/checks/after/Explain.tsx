import { useId, useState } from 'preact/hooks';

import type { Explain as Words } from '../../../../course/prose.ts';
import { Inline } from '../../../../ui/Inline.tsx';
import { useBench } from '../../../bench-context.ts';

/** Longer than any sentence. */
const LONGEST = 1_000;

/** The idea in the reader's own words, kept in this browser, and beside it a sentence that says it. */
export function Explain({ words: { ask, model: sentence } }: { words: Words }) {
  const {
    model,
    words: { after: words },
  } = useBench();
  const kept = model.lesson.value.explained;
  const [text, setText] = useState(kept ?? '');
  const [shown, show] = useState(kept !== undefined);
  const id = useId();
  const compare = (): void => {
    model.explain(text);
    show(true);
  };
  return (
    <section>
      <h4>
        <label for={id}>
          <Inline text={ask} />
        </label>
      </h4>
      <textarea
        id={id}
        rows={2}
        maxLength={LONGEST}
        value={text}
        placeholder={words.sentence}
        onInput={event => setText(event.currentTarget.value)}
        onBlur={() => text !== (kept ?? '') && model.explain(text)}
      />
      <p role="status">
        {shown ? (
          <>
            <b>{words.model}</b> <Inline text={sentence} />
          </>
        ) : (
          <button type="button" onClick={compare}>
            {words.compare}
          </button>
        )}
      </p>
    </section>
  );
}
