// public/ is served as it lies here: icons, and scripts that must run before any bundle. No other code belongs here.
// Runs before the first paint, so that a remembered theme or size never flashes or shifts. A file and not inline,
// so that the page's content security policy stays strict. Storage may be refused: the page then is as it comes.
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const theme = localStorage.getItem('handshake/theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const ranges = { split: [25, 70], 'code-height': [20, 80], 'code-width': [20, 80] };
    for (const [name, [min, max]] of Object.entries(ranges)) {
      const percent = Number(localStorage.getItem(`handshake/${name}`));
      if (percent >= min && percent <= max) root.style.setProperty(`--${name}`, `${percent}%`);
    }
    const size = localStorage.getItem('handshake/code-size');
    if (['small', 'large', 'largest'].includes(size)) root.dataset.codeSize = size;
    const wrap = localStorage.getItem('handshake/wrap');
    if (wrap === 'on' || wrap === 'off') root.dataset.wrap = wrap;
    if (localStorage.getItem('handshake/lower') === 'folded') root.dataset.lower = 'folded';
  } catch {
    // no storage, nothing remembered
  }
})();
