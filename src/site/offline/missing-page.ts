interface Words {
  missingTitle: string;
  missing: string;
  home: string;
}

/** What a reader without a network sees of a page that is not kept; in the language of its address. */
export function missingPage(pathname: string, words: { en: Words; ko: Words }): Response {
  const lang = pathname.startsWith('/ko/') ? 'ko' : 'en';
  const { missingTitle, missing, home } = words[lang];
  const html = `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${missingTitle}</title>
<main style="max-width: 36rem; margin: 15vh auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif">
<h1>${missingTitle}</h1>
<p>${missing}</p>
<p><a href="/${lang}/">${home}</a></p>
</main>
</html>`;
  return new Response(html, {
    status: 503,
    headers: {
      'Content-Type': 'text/html;charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      // A page without them could not be opened in the window of one that is isolated.
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  });
}
