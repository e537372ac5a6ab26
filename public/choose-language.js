// The root page sends a reader on to their language: the one they chose before, else the first of their browser's
// that there is, else English. Without JavaScript the page shows both.
(() => {
  const langs = document.currentScript.dataset.langs.split(' ');
  let remembered = null;
  try {
    remembered = localStorage.getItem('handshake/lang');
  } catch {
    // no storage, nothing remembered
  }
  const wanted = [remembered, ...navigator.languages].map(lang => lang?.slice(0, 2).toLowerCase());
  location.replace(`/${wanted.find(lang => langs.includes(lang)) ?? 'en'}/`);
})();
