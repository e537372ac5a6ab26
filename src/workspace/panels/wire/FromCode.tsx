import { useMemo } from 'preact/hooks';

import type { WireWords } from '../../../i18n/wire-words.ts';
import type { Field } from '../../../wire/field.ts';
import { useBench } from '../../bench-context.ts';
import { optionsOf, placesOf } from './code-of-field.ts';

/** More are no help. */
const SHOWN = 6;

/** Where the learner's code decides about a field: a button for each place. */
export function FromCode({ path, words }: { path: readonly Field[]; words: WireWords }) {
  const { model } = useBench();
  const files = model.code.files.value;
  const options = optionsOf(path);
  const places = useMemo(() => placesOf(options, files), [options, files]);
  // The line is there when there is nothing to say, too: what is below it stays where it is.
  return (
    <p class="wire-code">
      {places.length > 0 && `${words.bench.fromCode} `}
      {places.slice(0, SHOWN).map(place => (
        <button
          key={`${place.path}:${place.line}:${place.column}`}
          type="button"
          class="ws-link"
          onClick={() => model.jump(place)}
        >
          {place.path}:{place.line} <code>{place.option}</code>
        </button>
      ))}
    </p>
  );
}
