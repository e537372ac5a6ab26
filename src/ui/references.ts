/** A document that is cited, and where it is. */
export interface Reference {
  text: string;
  href: string;
}

/** `RFC 8446`, perhaps with its section: `, 4.4.2.4`, `: 4.4.2.4`, `, section 2`, `, 6절`. */
const RFC = /\bRFC (\d{1,5})(?:(?:, |: )(?:section )?(\d+(?:\.\d+)*)(?=절|\b(?!\.\d)))?/g;

/** Cuts a text where it cites an RFC by its number: each citation leads to the section that it names. */
export function splitReferences(text: string): Array<string | Reference> {
  const parts: Array<string | Reference> = [];
  let from = 0;
  for (const { 0: cited, 1: number, 2: section, index } of text.matchAll(RFC)) {
    if (index > from) parts.push(text.slice(from, index));
    from = index + cited.length;
    parts.push({ text: cited, href: rfcAddress(Number(number), section) });
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Where the RFC Editor has it. */
export function rfcAddress(number: number, section?: string): string {
  return `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#section-${section}` : ''}`;
}

/** What is text in a piece of HTML, and stands in neither code, a link nor a title. */
const OUTSIDE = /<(a|code|pre|svg|style|script|cite)\b[^>]*>[\s\S]*?<\/\1>|<[^>]*>/g;

/** The same HTML, with each citation in its text written by `link`. */
export function linkReferences(html: string, link: (reference: Reference) => string): string {
  const linked = (text: string): string =>
    splitReferences(text)
      .map(part => (typeof part === 'string' ? part : link(part)))
      .join('');
  let from = 0;
  let result = '';
  for (const { 0: markup, index } of html.matchAll(OUTSIDE)) {
    result += linked(html.slice(from, index)) + markup;
    from = index + markup.length;
  }
  return result + linked(html.slice(from));
}
