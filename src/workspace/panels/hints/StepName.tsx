import { fill } from '../../../i18n/strings.ts';
import { Inline } from '../../../ui/Inline.tsx';
import { useBench } from '../../bench-context.ts';

/** Which step the hints below are for; a reader who gets on sees those of the next. */
export function StepName({ at, title }: { at: number; title: string }) {
  const { words } = useBench();
  return (
    <p class="ws-small">
      {fill(words.checks.step, { n: at + 1 })}: <Inline text={title} />
    </p>
  );
}
