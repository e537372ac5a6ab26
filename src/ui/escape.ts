/** Calls `leave` for Escape, except where it has a meaning of its own: in the editor it lets Tab leave. */
export function onEscape(leave: () => void, signal: AbortSignal): void {
  const listen = (event: KeyboardEvent): void => {
    const editing =
      event.target instanceof Element && event.target.closest('textarea, input, [contenteditable], .monaco-editor');
    if (event.key === 'Escape' && !event.defaultPrevented && !editing) leave();
  };
  document.addEventListener('keydown', listen, { signal });
}
