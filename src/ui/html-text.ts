/** What is no text in a piece of HTML, and what must stay as it is: code, a link, a title. */
const OUTSIDE = /<(a|code|pre|svg|style|script|cite)\b[^>]*>[\s\S]*?<\/\1>|<[^>]*>/g;

/** The same HTML, with each piece of running text in it written anew by `write`. */
export function mapText(html: string, write: (text: string) => string): string {
  let from = 0;
  let result = '';
  for (const { 0: markup, index } of html.matchAll(OUTSIDE)) {
    result += write(html.slice(from, index)) + markup;
    from = index + markup.length;
  }
  return result + write(html.slice(from));
}
