import { fill } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { splitPlaces, type FilePlace } from '../model/places.ts';
import './prose.css';

/** Text, with every place in the learner's files as a button that goes there. */
export function Placed({ text }: { text: string }) {
  const { model } = useBench();
  const parts = splitPlaces(text, Object.keys(model.code.files.value));
  return <>{parts.map(part => (typeof part === 'string' ? part : <Jump {...part} />))}</>;
}

export function Jump({ text, place }: { text: string; place: FilePlace }) {
  const {
    model,
    words: { output: words },
  } = useBench();
  return (
    <button
      type="button"
      class="ws-jump"
      title={fill(words.jump, { file: place.path, line: place.line })}
      onClick={() => model.jump(place)}
    >
      {text}
    </button>
  );
}
