import { LANGS } from '../../i18n/strings.ts';
import type { Addresses } from './pages.ts';

/** The sitemap of a site at `site` (sitemaps.org, 0.9), each page with its other languages beside it. */
export function sitemap(site: URL, pages: readonly Addresses[]): string {
  const at = (path: string): string => escaped(new URL(path, site).href);
  const others = (page: Addresses): string =>
    LANGS.map(lang => `    <xhtml:link rel="alternate" hreflang="${lang}" href="${at(page[lang])}"/>\n`).join('');
  const entries = pages.flatMap(page =>
    LANGS.map(lang => `  <url>\n    <loc>${at(page[lang])}</loc>\n${others(page)}  </url>\n`),
  );
  const spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ${spaces}>\n${entries.join('')}</urlset>\n`;
}

/** What crawlers are told (RFC 9309); programs and the machine's files are nothing to read. */
export function robots(site: URL | undefined): string {
  const rules = 'User-agent: *\nDisallow: /machine/\nDisallow: /exercises/\n';
  return site ? `${rules}\nSitemap: ${new URL('/sitemap.xml', site).href}\n` : rules;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
