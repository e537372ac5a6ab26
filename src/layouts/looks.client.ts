/** Says under each look at the wire in the text what the chosen answer is worth (src/ui/prose/LookAtWire.astro). */
export function looks(signal: AbortSignal): void {
  for (const look of document.querySelectorAll<HTMLElement>('[data-look]')) {
    look.addEventListener('change', ({ target }) => tell(look, target as HTMLElement), { signal });
  }
}

function tell(look: HTMLElement, { dataset }: HTMLElement): void {
  const said = look.querySelector(`[data-said="${dataset.answer}"]`)!;
  look.querySelector('[role="status"]')!.replaceChildren(...said.cloneNode(true).childNodes);
}
