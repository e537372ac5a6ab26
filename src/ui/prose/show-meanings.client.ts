/** Time to go from a word to its meaning, and to pass over a word without meaning it; in milliseconds. */
const PATIENCE = 200;
const AWAY = 12;

let begun = false;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Shows what a word means while the pointer or the focus is on either; once for all pages of a document. */
export function showMeanings(): void {
  if (begun) return;
  begun = true;
  document.addEventListener('pointerover', event => {
    if (event.pointerType === 'touch') return; // a tap presses the button
    const meaning = meaningAt(event.target);
    if (meaning) later(() => open(meaning));
  });
  document.addEventListener('pointerout', event => {
    const meaning = meaningAt(event.target);
    if (meaning && meaningAt(event.relatedTarget) !== meaning) later(() => close(meaning));
  });
  document.addEventListener('focusin', event => {
    const meaning = meaningAt(event.target);
    if (meaning && event.target instanceof HTMLButtonElement && event.target.matches(':focus-visible')) open(meaning);
  });
  document.addEventListener('focusout', event => {
    const meaning = meaningAt(event.target);
    if (meaning && meaningAt(event.relatedTarget) !== meaning) close(meaning);
  });
}

function meaningAt(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-meaning]') : null;
}

/** What the pointer did last counts: who comes back in time keeps what is open. */
function later(then: () => void): void {
  clearTimeout(waiting);
  waiting = setTimeout(then, PATIENCE);
}

function open(meaning: Element): void {
  const [word, popover] = partsOf(meaning);
  if (popover.matches(':popover-open') || !meaning.isConnected) return;
  popover.showPopover({ source: word });
  if (!CSS.supports('position-area', 'block-end')) placeBelow(word, popover);
}

function close(meaning: Element): void {
  const [, popover] = partsOf(meaning);
  // Focus inside it is somebody reading it.
  if (popover.matches(':popover-open') && !meaning.matches(':focus-within')) popover.hidePopover();
}

function partsOf(meaning: Element): [HTMLButtonElement, HTMLElement] {
  return [meaning.querySelector('button')!, meaning.querySelector<HTMLElement>('[popover]')!];
}

/** For browsers that cannot place one thing at another by CSS. */
function placeBelow(word: Element, popover: HTMLElement): void {
  const { left, bottom } = word.getBoundingClientRect();
  const room = document.documentElement.clientWidth - popover.offsetWidth - AWAY;
  popover.style.margin = '0';
  popover.style.inset = `${bottom}px auto auto ${Math.max(AWAY, Math.min(left, room))}px`;
}
