import { translated } from '../../course/labels.ts';
import type { WorkspaceProps } from '../props.ts';

/** A label of a check in the reader's language, and in which language that is: without words for it, the checks' English. */
export function labelWords(
  id: string,
  label: string,
  { checks, labels = {}, lang }: Pick<WorkspaceProps, 'checks' | 'labels' | 'lang'>,
): { text: string; lang: string } {
  const text = translated(label, checks[id]?.labels ?? {}, labels);
  return { text, lang: text === label ? 'en' : lang };
}
