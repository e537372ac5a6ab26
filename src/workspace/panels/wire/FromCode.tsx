import { useMemo } from 'preact/hooks';

import type { WireWords } from '../../../i18n/wire-words.ts';
import type { Field } from '../../../wire/field.ts';
import type { Message } from '../../../wire/read.ts';
import { useBench } from '../../bench-context.ts';
import { literalsOf, optionsOf, placesOf, type CodePlace } from './code-of-field.ts';
import { certificateFiles, spellingsOf } from './spellings.ts';

/** More are no help. */
const SHOWN = 6;

interface FromCodeProps {
  message: Message;
  path: readonly Field[];
  words: WireWords;
}

/** Where the learner's code decides about a field: a button for each place, the value itself before what it is given to. */
export function FromCode({ message, path, words }: FromCodeProps) {
  const { model } = useBench();
  const places = usePlaces(message, path);
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
          {place.path}:{place.line} <code>{place.says}</code>
        </button>
      ))}
    </p>
  );
}

function usePlaces(message: Message, path: readonly Field[]): CodePlace[] {
  const {
    model: { code, session },
  } = useBench();
  const files = code.files.value;
  const pki = session.pki.value;
  const options = optionsOf(path);
  const field = path.at(-1);
  return useMemo(() => {
    // Where no option decides the field is none of the learner's code, whatever it says.
    if (!field || options.length === 0) return [];
    const shown = options.includes('cert') ? certificateFiles(message, pki) : [];
    return [...literalsOf([...spellingsOf(field), ...shown], files), ...placesOf(options, files)];
  }, [message, field, options, files, pki]);
}
