/** The menus of the header close as menus do: by Escape, by a press elsewhere, when Tab leaves, when a link is taken. */
export function headerMenus(signal: AbortSignal): void {
  const menus = [...document.querySelectorAll<HTMLDetailsElement>('[data-menu]')];
  if (menus.length === 0) return;
  const closeOutside = ({ target }: Event): void => {
    for (const menu of menus) if (!menu.contains(target as Node | null)) menu.open = false;
  };
  document.addEventListener('pointerdown', closeOutside, { signal });
  document.addEventListener('focusin', closeOutside, { signal });
  for (const menu of menus) {
    menu.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || !menu.open) return;
      event.preventDefault();
      menu.open = false;
      menu.querySelector('summary')!.focus();
    });
    menu.addEventListener('click', ({ target }) => {
      if ((target as Element).closest('a')) menu.open = false;
    });
  }
}
