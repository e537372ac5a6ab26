import { fill } from '../i18n/fill.ts';
import { loadProgress, onProgressChange, type Progress } from '../progress/index.ts';
import { continueAt, wasOpened } from './continue-at.ts';

/** Fills in what this browser knows of the reader: marks, the tally, and where to go on. */
export function showProgress(): void {
  const lessons = lessonsIn();
  const show = () => {
    const progress = loadProgress();
    for (const lesson of lessons) markLesson(lesson, progress.lessons[lesson.dataset.exercise!]);
    showTally(lessons.length, progress);
    showContinue(lessons, progress);
  };
  onProgressChange(show);
  show();
}

/** The same marks alone, in a list of lessons on another page than the map. */
export function showMarks(signal: AbortSignal): void {
  const show = (): void => {
    const progress = loadProgress();
    for (const lesson of lessonsIn()) markLesson(lesson, progress.lessons[lesson.dataset.exercise!]);
  };
  signal.addEventListener('abort', onProgressChange(show));
  show();
}

const lessonsIn = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-exercise]')];

function markLesson(lesson: HTMLElement, state: 'started' | 'passed' | undefined): void {
  lesson.dataset.state = state ?? 'open';
  const name = lesson.querySelector<HTMLElement>('[data-state-name]')!;
  name.textContent = state ? name.dataset[state]! : '';
}

function showTally(all: number, { lessons }: Progress): void {
  const tally = document.querySelector<HTMLElement>('[data-tally]')!;
  const passed = Object.values(lessons).filter(state => state === 'passed').length;
  tally.hidden = passed === 0;
  tally.textContent = passed < all ? fill(tally.dataset.tally!, { passed, all }) : tally.dataset.allPassed!;
}

function showContinue(lessons: readonly HTMLElement[], progress: Progress): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-continue]');
  const places = lessons.map(lesson => {
    const { pathname } = lesson.querySelector('a')!;
    return { path: pathname, exercise: lesson.dataset.exercise! };
  });
  const at = continueAt(places, progress);
  if (!link) return;
  // Who has passed all is not asked to begin; the tally says what there is to say.
  link.hidden = lessons.length > 0 && places.every(({ exercise }) => progress.lessons[exercise] === 'passed');
  if (at === undefined) return;
  const lesson = lessons[at]!;
  const when = link.querySelector<HTMLElement>('[data-continue-when]')!;
  link.href = places[at]!.path;
  // A lesson that was never opened is the next one, and nothing was left there.
  const begun = wasOpened(places[at]!, progress);
  when.textContent = begun ? when.dataset.again! : when.dataset.next!;
  link.querySelector('[data-continue-title]')!.textContent = lesson.querySelector('.title')!.textContent;
}
