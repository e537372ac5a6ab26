import { mapText } from './html-text.ts';

/** A document that is cited, and where it is. */
export interface Reference {
  text: string;
  href: string;
}

/** What is cited by its name, and where it is. */
const NAMED: Readonly<Record<string, string>> = {
  'Backpressuring in Streams': 'https://nodejs.org/en/learn/modules/backpressuring-in-streams',
  'NIST SP 800-38D': 'https://csrc.nist.gov/pubs/sp/800/38/d/final',
  'NIST SP 800-63B-4': 'https://pages.nist.gov/800-63-4/sp800-63b.html',
  'OWASP Password Storage Cheat Sheet':
    'https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html',
  'OWASP API Security Top 10 2023, API1':
    'https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/',
  'The Protection of Information in Computer Systems': 'https://web.mit.edu/Saltzer/www/publications/protection/',
};

/** `RFC 8446`, perhaps with its section: `, 4.4.2.4`, `: 4.4.2.4`, `, section 2`, `, 6절`. */
const RFC = /\bRFC (\d{1,5})(?:(?:, |: )(?:section )?(\d+(?:\.\d+)*)(?=절|\b(?!\.\d)))?/g;

const CITED = new RegExp(`${RFC.source}|\\b(?:${Object.keys(NAMED).join('|')})\\b`, 'g');

/** Cuts a text where it cites something: an RFC leads to the section that is named with it. */
export function splitReferences(text: string): Array<string | Reference> {
  const parts: Array<string | Reference> = [];
  let from = 0;
  for (const { 0: cited, 1: number, 2: section, index } of text.matchAll(CITED)) {
    if (index > from) parts.push(text.slice(from, index));
    from = index + cited.length;
    parts.push({ text: cited, href: NAMED[cited] ?? rfcAddress(Number(number), section) });
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Where the RFC Editor has it. */
export function rfcAddress(number: number, section?: string): string {
  return `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#section-${section}` : ''}`;
}

/** Modules of Node whose documentation has a page of their name. */
const NODE_PAGES = /^(?:crypto|dgram|dns|events|fs|http|https|net|os|path|process|stream|tls|url|util|zlib)$/;
/** Node names a section by its whole signature: without it here, its module's page is what is known. */
const NODE_SECTIONS: Readonly<Record<string, string>> = {
  'tls.connect': 'tlsconnectoptions-callback',
  'tls.createServer': 'tlscreateserveroptions-secureconnectionlistener',
  'net.createServer': 'netcreateserveroptions-connectionlistener',
  'crypto.timingSafeEqual': 'cryptotimingsafeequala-b',
};

/** Where Node documents a name such as `tls.connect`; undefined for what is no module's. */
function nodeAddress(name: string): string | undefined {
  const module = name.split('.')[0]!;
  if (!NODE_PAGES.test(module)) return undefined;
  const section = NODE_SECTIONS[name];
  return `https://nodejs.org/docs/latest-v24.x/api/${module}.html${section ? `#${section}` : ''}`;
}

/** HTML in which the names in code that stand after `introduction`, a pattern, are links to Node's documentation. */
export function linkNodeDocs(html: string, introduction: string, link: (reference: Reference) => string): string {
  const start = html.search(new RegExp(introduction));
  if (start < 0) return html;
  const linked = html.slice(start).replace(/<code>([\w.]+)<\/code>/g, (text, name: string) => {
    const href = nodeAddress(name);
    return href ? link({ text, href }) : text;
  });
  return html.slice(0, start) + linked;
}

/** The same HTML, with each citation in its text written by `link`. */
export function linkReferences(html: string, link: (reference: Reference) => string): string {
  return mapText(html, text =>
    splitReferences(text)
      .map(part => (typeof part === 'string' ? part : link(part)))
      .join(''),
  );
}
