import { askBench, type BenchAct } from '../ui/bench-acts.ts';

/**
 * Makes buttons of what is marked in prose (src/ui/prose/acts.ts), in place: they are inline, so no line breaks
 * otherwise than before. On a small screen the bench comes into sight first, as by its own button.
 */
export function proseActs(signal: AbortSignal): void {
  for (const marked of document.querySelectorAll<HTMLElement>('[data-act]')) {
    marked.role = 'button';
    marked.tabIndex = 0;
    const wanted = wantedBy(marked.dataset);
    marked.addEventListener('click', () => ask(wanted), { signal });
    marked.addEventListener('keydown', event => pressed(event) && (event.preventDefault(), ask(wanted)), { signal });
  }
}

function wantedBy({ act, file, message, from, nth, command }: DOMStringMap): BenchAct {
  const named = { file, message, from, command };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return { act, ...given, ...(nth && { nth: Number(nth) }) } as BenchAct;
}

/** As a button is (ARIA Authoring Practices, Button). */
function pressed({ key, repeat, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (key === 'Enter' || key === ' ') && !repeat && !ctrlKey && !metaKey;
}

function ask(act: BenchAct): void {
  const opener = document.querySelector<HTMLElement>('[data-bench-open]');
  if (opener?.checkVisibility()) opener.click();
  if (!askBench(act)) document.querySelector<HTMLElement>('#bench')?.focus();
}
