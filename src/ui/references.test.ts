import { expect, it } from 'vitest';
import { linkNodeDocs, linkReferences, splitReferences } from './references.ts';

it.each([
  ['RFC 8446, 4.4.2.4', 'RFC 8446, 4.4.2.4', 'rfc8446#section-4.4.2.4'],
  ['see RFC 9293: 3.10.4. It', 'RFC 9293: 3.10.4', 'rfc9293#section-3.10.4'],
  ['RFC 7914, section 2: what', 'RFC 7914, section 2', 'rfc7914#section-2'],
  ['RFC 9525, 6절: 인증서', 'RFC 9525, 6', 'rfc9525#section-6'],
  ['RFC 5280에는', 'RFC 5280', 'rfc5280'],
  ['RFC 862: the echo protocol', 'RFC 862', 'rfc862'],
  ['RFC 5280, 3 of them', 'RFC 5280, 3', 'rfc5280#section-3'],
])('%s leads to what it names', (text, cited, place) => {
  const [reference] = splitReferences(text).filter(part => typeof part === 'object');
  expect(reference).toEqual({ text: cited, href: `https://www.rfc-editor.org/rfc/${place}` });
  expect(
    splitReferences(text)
      .map(part => (typeof part === 'string' ? part : part.text))
      .join(''),
  ).toBe(text);
});

it('leaves what is no citation', () => {
  expect(splitReferences('an RFC, RFCs and RFC8446')).toEqual(['an RFC, RFCs and RFC8446']);
});

it('links in running text, and not in code, in links and in what is cited already', () => {
  const link = ({ text, href }: { text: string; href: string }) => `[${text}](${href.split('/').at(-1)})`;
  expect(linkReferences('<p title="RFC 1">RFC 2, 3.1 <b>RFC 4</b></p>', link)).toBe(
    '<p title="RFC 1">[RFC 2, 3.1](rfc2#section-3.1) <b>[RFC 4](rfc4)</b></p>',
  );
  const left = '<code>RFC 1</code> <a href="/">RFC 2</a> <cite>RFC 3</cite>';
  expect(linkReferences(left, link)).toBe(left);
});

it('leads to what is cited by its name', () => {
  const text = 'NIST SP 800-38D: 5.2.1.2, and RFC 5116, section 2';
  expect(splitReferences(text).filter(part => typeof part === 'object')).toEqual([
    { text: 'NIST SP 800-38D', href: 'https://csrc.nist.gov/pubs/sp/800/38/d/final' },
    { text: 'RFC 5116, section 2', href: 'https://www.rfc-editor.org/rfc/rfc5116#section-2' },
  ]);
});

it("leads to Node's documentation only where the text says that it is meant", () => {
  const link = ({ text, href }: { text: string; href: string }) => `[${text}](${href.split('/').at(-1)})`;
  const tls = '<code>tls.connect</code>';
  expect(linkNodeDocs(`${tls}. Node: ${tls}, <code>net.Socket</code>, <code>mine.fn</code>`, 'Node:', link)).toBe(
    `${tls}. Node: [${tls}](tls.html#tlsconnectoptions-callback), [<code>net.Socket</code>](net.html), <code>mine.fn</code>`,
  );
});
