import { describe, expect, test } from 'vitest';

import { LANGS } from '../../i18n/strings.ts';
import { inProject } from '../../project.server.ts';
import { readFiles } from './folder.server.ts';
import { loadGlossary } from './load-glossary.server.ts';
import { isExplained, readable, wordsIn } from './technical-words.ts';

/** In these a reader may know nothing of networks yet. */
const FIRST = /\/0[01]-[a-z-]+\.mdx$/;

describe.each(LANGS)('the words of lessons in %s', async lang => {
  const ids = (await loadGlossary(lang)).map(({ id }) => id);
  const files = await readFiles(inProject('content', lang));
  const pages = Object.entries(files).filter(([path]) => /^\d\d-.*\.mdx$/.test(path));
  const lacking = (text: string): string[] =>
    wordsIn(readable(text), lang)
      .map(({ id }) => id)
      .filter(id => !ids.includes(id));

  test('that the glossary lacks are told', () => {
    const told = pages.map(([path, text]) => [path, lacking(text)] as const).filter(([, some]) => some.length > 0);
    for (const [path, some] of told) console.log(`content/${lang}/${path}: not in the glossary: ${some.join(', ')}`);
    expect(pages.length).toBeGreaterThan(0);
  });

  test.each(pages.filter(([path]) => FIRST.test(`/${path}`)))(
    'in %s can all be looked up, and are explained where they first stand',
    (_, text) => {
      expect(lacking(text)).toEqual([]);
      const prose = readable(text.slice(text.indexOf('\n---\n', 4) + 5));
      const bare = wordsIn(prose, lang).filter(({ at }) => !isExplained(prose, at));
      expect(bare.map(({ id, at }) => `${id}: ${prose.slice(Math.max(0, at - 20), at + 20)}`)).toEqual([]);
    },
  );
});

test('a word in code, a component or a heading is no word of the text', () => {
  const text =
    '# A server\n\n```\na client\n```\n\n<Wire caption="a socket" />\n\nA `port` and a <Term id="tcp">TCP</Term> line.';
  const prose = readable(text);
  expect(wordsIn(prose, 'en').map(({ id }) => id)).toEqual(['tcp']);
  expect(prose).toHaveLength(text.length);
});

test('a word is explained in a term of the glossary or in a link, and nowhere else', () => {
  const text = 'A <Term id="port">port</Term>, [a socket](/x) and a client.';
  const explained = Object.fromEntries(wordsIn(text, 'en').map(({ id, at }) => [id, isExplained(text, at)]));
  expect(explained).toEqual({ port: true, socket: true, client: false });
});
