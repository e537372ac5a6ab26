import { Inline } from '../../ui/Inline.tsx';
import { useBench } from '../bench-context.ts';
import './prose.css';

/** What to do about a known error: ours, and told apart from what the program printed. */
export function AdviceNote({ text }: { text: string }) {
  const {
    words: { advice: words },
  } = useBench();
  return (
    <p class="ws-advice" role="note" aria-label={words.label} translate>
      <Inline text={text} />
    </p>
  );
}
