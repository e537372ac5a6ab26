import { fill } from '#src/i18n/fill.ts';
import { find, type Place } from '#src/ui/search/find.ts';

/** Lists by address: a page that takes this one's place in the same language need not fetch it again. */
const lists = new Map<string, Promise<Place[]>>();

/** The search dialog: Ctrl+K or its button opens it, arrows go through what is found, Enter takes the first. */
export function search(signal: AbortSignal): void {
  const dialog = document.querySelector<HTMLDialogElement>('[data-search]');
  const input = dialog?.querySelector('input');
  if (!dialog || !input) return;
  const open = (): void => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    // Its trouble is told when something is looked for.
    listOf(dialog).catch(() => {});
  };
  document.querySelector('[data-search-open]')!.addEventListener('click', open);
  dialog.querySelector('[data-search-close]')!.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || (target as Element).closest('a')) dialog.close();
  });
  dialog.addEventListener('keydown', event => move(event, dialog, input));
  input.addEventListener('input', () => void show(dialog, input.value));
  document.addEventListener('keydown', event => opensSearch(event) && (event.preventDefault(), open()), { signal });
}

/** Not while somebody writes: in the editor Ctrl+K begins keys of its own. */
function opensSearch({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (key.toLowerCase() !== 'k' || ctrlKey === metaKey || altKey || shiftKey) return false;
  if (document.documentElement.dataset.sheet === 'open') return false;
  return !(target instanceof Element && target.closest('textarea, input, [contenteditable], .monaco-editor'));
}

async function show(dialog: HTMLDialogElement, query: string): Promise<void> {
  const said = dialog.querySelector<HTMLElement>('[role=status]')!;
  const list = dialog.querySelector('[data-search-found]')!;
  const { one, other, none, failed } = said.dataset as Record<string, string>;
  const places = await listOf(dialog).catch(() => undefined);
  // Something else was typed meanwhile.
  if (dialog.querySelector('input')!.value !== query) return;
  const found = find(places ?? [], query);
  list.replaceChildren(...found.map(item));
  if (!places) said.textContent = failed!;
  else if (query.trim() === '') said.textContent = '';
  else
    said.textContent = fill(found.length === 0 ? none! : found.length === 1 ? one! : other!, {
      query,
      n: found.length,
    });
}

function item({ href, text, within, also }: Place): HTMLLIElement {
  const line = document.createElement('small');
  line.textContent = also ? `${within} · ${also}` : within;
  const link = Object.assign(document.createElement('a'), { href });
  link.append(text, line);
  const one = document.createElement('li');
  one.append(link);
  return one;
}

function move(event: KeyboardEvent, dialog: HTMLDialogElement, input: HTMLInputElement): void {
  const stops: HTMLElement[] = [input, ...dialog.querySelectorAll<HTMLElement>('[data-search-found] a')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  // While Hangul is being composed, Enter and the arrows are the input method's.
  if (at < 0 || event.isComposing) return;
  if (step !== undefined) {
    event.preventDefault();
    stops[Math.min(stops.length - 1, Math.max(0, at + step))]!.focus();
  } else if (event.key === 'Enter' && at === 0) {
    event.preventDefault();
    stops[1]?.click();
  }
}

function listOf({ dataset }: HTMLElement): Promise<Place[]> {
  const address = dataset.search!;
  const known = lists.get(address) ?? fetchList(address);
  lists.set(address, known);
  known.catch(() => lists.delete(address));
  return known;
}

async function fetchList(address: string): Promise<Place[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return (await response.json()) as Place[];
}
