import { fill } from '../../../i18n/strings.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useBench } from '../../bench-context.ts';
import { After } from './after/After.tsx';

/** The quiet end of a lesson: a message has crossed, and the way on waits. */
export function AllPassed() {
  const {
    model,
    words: { checks: words },
  } = useBench();
  const { exercise } = model.props;
  const { shown = false } = model.lesson.value;
  const plain = exercise.attacks.length > 0 ? words.allPassedText : words.allPassedPlain;
  return (
    <div class="ws-done" data-shown={shown}>
      <svg class="ws-done-wire" viewBox="0 0 240 48" aria-hidden="true">
        <path class="ws-done-line" d="M44 24 H196" />
        <rect class="ws-done-learner" x="4" y="6" width="40" height="36" rx="6" />
        <rect class="ws-done-peer" x="196" y="6" width="40" height="36" rx="6" />
        <g class="ws-done-parcel">
          <rect x="-13" y="-10" width="26" height="20" rx="3" />
          <path d="M-5 0 l4 4 l7 -8" />
        </g>
      </svg>
      <p class="ws-done-title">{fill(shown ? words.allPassedShown : words.allPassed, { n: model.ids.length })}</p>
      <p>{shown ? words.allPassedShownText : plain}</p>
      <WayOn />
      <After />
    </div>
  );
}

/** The next lesson; where there is none, or nothing is left to pass, the map. */
function WayOn() {
  const {
    model,
    words: { checks: words },
  } = useBench();
  const {
    lessons = [],
    urls: { next, twin, twinOf, map },
  } = model.props;
  if (twinOf) return map ? <Way href={map} text={words.allLessons} /> : null;
  const done = model.courseDone();
  const said = done ? fill(words.courseDone, { n: lessons.length }) : next ? undefined : words.lastLesson;
  return (
    <>
      {said && <p>{said}</p>}
      {next && !done && <Way href={next.href} text={fill(words.next, { title: next.title })} />}
      {said && map && <Way href={map} text={words.allLessons} />}
      {twin && (
        <p>
          {words.twin} <a href={twin.href}>{twin.title}</a>
        </p>
      )}
    </>
  );
}

function Way({ href, text }: { href: string; text: string }) {
  return (
    <a class="ws-next" href={href}>
      {text}
      <Icon name="arrow-right" />
    </a>
  );
}
