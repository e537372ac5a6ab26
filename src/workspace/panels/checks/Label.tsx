import { useBench } from '../../bench-context.ts';
import { visible } from '../../log/terminal-text.ts';
import { labelWords } from '../../words/label-words.ts';

/** A check's own words, quoted: in the reader's language where the lesson has them, else as the checks have them. */
export function Label({ id, label }: { id: string; label: string }) {
  const { model } = useBench();
  const { text, lang } = labelWords(id, label, model.props);
  return <q lang={lang}>{visible(text)}</q>;
}
