import { fill } from '../i18n/fill.ts';
import { isDone, loadProgress, onProgressChange, type LessonState, type Progress } from '../progress/index.ts';
import { continueAt } from './continue-at.ts';

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

/** However it was passed, the wire carries it; that the solution was shown is said in words. */
function markLesson(lesson: HTMLElement, state: LessonState | undefined): void {
  lesson.dataset.state = isDone(state) ? 'passed' : (state ?? 'open');
  const name = lesson.querySelector<HTMLElement>('[data-state-name]')!;
  name.textContent = state ? name.dataset[state]! : '';
  name.classList.toggle('sr-only', state !== 'shown');
}

function showTally(all: number, { lessons }: Progress): void {
  const tally = document.querySelector<HTMLElement>('[data-tally]')!;
  const passed = Object.values(lessons).filter(isDone).length;
  tally.hidden = passed === 0;
  tally.textContent = fill(tally.dataset.tally!, { passed, all });
}

function showContinue(lessons: readonly HTMLElement[], progress: Progress): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-continue]');
  const places = lessons.map(lesson => {
    const { pathname } = lesson.querySelector('a')!;
    return { path: pathname, exercise: lesson.dataset.exercise! };
  });
  const way = continueAt(places, progress);
  if (!link || way === undefined) return;
  // Nothing is left to go on with: the first lesson, once passed, is no start any more.
  link.hidden = way === 'done';
  document.querySelector<HTMLElement>('[data-all-done]')!.hidden = way !== 'done';
  if (way === 'done') return;
  const { at, opened } = way;
  const lesson = lessons[at]!;
  const when = link.querySelector<HTMLElement>('[data-continue-when]')!;
  link.href = places[at]!.path;
  when.textContent = opened ? when.dataset.again! : when.dataset.next!;
  link.querySelector('[data-continue-title]')!.textContent = lesson.querySelector('.title')!.textContent;
}
