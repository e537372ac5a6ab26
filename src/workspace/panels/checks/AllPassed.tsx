import { fill } from '../../../i18n/strings.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useBench } from '../../bench-context.ts';
import { After } from './after/After.tsx';

/** The quiet end of a lesson: a message has crossed, and the next one waits. */
export function AllPassed() {
  const {
    model,
    words: { checks: words },
  } = useBench();
  const {
    exercise,
    urls: { next },
  } = model.props;
  return (
    <div class="ws-done">
      <svg class="ws-done-wire" viewBox="0 0 240 48" aria-hidden="true">
        <path class="ws-done-line" d="M44 24 H196" />
        <rect class="ws-done-learner" x="4" y="6" width="40" height="36" rx="6" />
        <rect class="ws-done-peer" x="196" y="6" width="40" height="36" rx="6" />
        <g class="ws-done-parcel">
          <rect x="-13" y="-10" width="26" height="20" rx="3" />
          <path d="M-5 0 l4 4 l7 -8" />
        </g>
      </svg>
      <p class="ws-done-title">{fill(words.allPassed, { n: model.ids.length })}</p>
      <p>{exercise.attacks.length > 0 ? words.allPassedText : words.allPassedPlain}</p>
      {next && (
        <a class="ws-next" href={next.href}>
          {fill(words.next, { title: next.title })}
          <Icon name="arrow-right" />
        </a>
      )}
      <After />
    </div>
  );
}
