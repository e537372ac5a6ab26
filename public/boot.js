// public/ is served as it lies here: icons, and scripts that must run before any bundle. No other code belongs here.
// Runs before the first paint, so that a remembered theme or width never flashes or shifts. A file and not inline,
// so that the page's content security policy stays strict. Storage may be refused: the page then is as it comes.
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const theme = localStorage.getItem('handshake/theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const split = Number(localStorage.getItem('handshake/split'));
    if (split >= 25 && split <= 70) root.style.setProperty('--split', `${split}%`);
  } catch {
    // no storage, nothing remembered
  }
})();
