import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { draw, type Drawn } from '../../testing/fake-document.ts';
import { FakeStorage } from '../../testing/fake-storage.ts';
import { LANGS, stringsFor, type Lang } from '../i18n/strings.ts';
import { createStore, readLesson, recordTry, type Store } from '../progress/index.ts';
import Recall, { type RecallPages } from './Recall.tsx';

const DAY = 24 * 60 * 60 * 1000;
const PAGES: RecallPages = {
  echo: {
    title: 'A stream',
    href: '/en/sockets/echo/',
    recall: [
      { ask: 'What is `data`?', options: ['a message', 'bytes'], right: 1, why: 'It is cut anywhere.' },
      { ask: 'What does false say?', options: ['wait', 'lost'], right: 0, why: 'The buffer is full.' },
    ],
    twin: { href: '/en/sockets/echo/twin/', title: 'Another stream' },
  },
};

let store: Store;
let drawn: Drawn | undefined;
const fetched = vi.fn(async () => Response.json(PAGES));
beforeEach(() => {
  store = createStore(new FakeStorage());
  recordTry(store, 'echo', { statuses: { a: 'pass' }, passed: true, code: 'c', at: 0 });
  vi.stubGlobal('fetch', fetched);
});
afterEach(async () => {
  await drawn?.close();
  vi.unstubAllGlobals();
  fetched.mockClear();
});

async function after(days: number, lang: Lang = 'en'): Promise<Drawn> {
  const words = stringsFor(lang).recall;
  drawn = await draw(<Recall words={words} address="/r" store={() => store} now={() => days * DAY} />);
  await vi.waitFor(() => expect(fetched.mock.results.length === 0 || drawn!.text !== '').toBe(true));
  return drawn;
}

test('on the day of passing nothing is asked, and nothing is fetched', async () => {
  expect((await after(0.9)).text).toBe('');
  expect(fetched).not.toHaveBeenCalled();
});

test.each(LANGS)(
  'a day later two questions are asked in %s, and each says what is right once it is answered',
  async lang => {
    const page = await after(1, lang);
    const words = stringsFor(lang).recall;
    expect(page.text).toContain(words.due.replace('{n}', '1'));
    expect(page.all('fieldset')).toHaveLength(2);
    expect(page.text).not.toContain('It is cut anywhere.');
    await page.choose('a message');
    expect(page.text).toContain(`${words.wrong.replace('{option}', 'bytes')} It is cut anywhere.`);
    await expect(page.choose('bytes')).rejects.toThrow('any more');
    expect(readLesson(store, 'echo').recalled).toBeUndefined();
    await page.choose('wait');
    expect(page.text).toContain(`${words.right} The buffer is full.`);
    expect(readLesson(store, 'echo').recalled).toEqual([DAY]);
    await page.press(words.done);
    expect(page.text).toBe('');
  },
);

test('whoever skips the questions is asked the next time', async () => {
  const page = await after(1);
  await page.press(stringsFor('en').recall.skip);
  expect([page.text, readLesson(store, 'echo').recalled]).toEqual(['', undefined]);
});

test('a week later the twin is offered, and not again by whoever puts it off', async () => {
  const words = stringsFor('en').recall;
  const page = await after(7);
  expect(page.all('a').map(({ given }) => given.get('href'))).toContain('/en/sockets/echo/twin/');
  await page.press(words.twinSkip);
  expect(page.text).not.toContain('Another stream');
  await page.close();
  expect((await after(8)).text).not.toContain('Another stream');
});
