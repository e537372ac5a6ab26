import { copyText } from '../ui/clipboard.ts';

/** Milliseconds for which a button shows that it has copied. */
const SHOWN = 2_000;

/** The buttons at blocks of code copy them, and say so; where the browser refuses, the code is selected instead. */
export function copyCode(signal: AbortSignal): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
    const block = button.parentElement!;
    button.addEventListener('click', () => void copy(button, block), { signal });
  }
}

async function copy(button: HTMLElement, block: HTMLElement): Promise<void> {
  const code = block.querySelector('pre')!;
  const said = block.querySelector('[role=status]')!;
  const copied = await copyText(code.innerText);
  if (!copied) getSelection()?.selectAllChildren(code);
  said.textContent = copied ? button.dataset.copy! : button.dataset.copyFailed!;
  button.toggleAttribute('data-done', copied);
  setTimeout(() => {
    button.removeAttribute('data-done');
    said.textContent = '';
  }, SHOWN);
}
