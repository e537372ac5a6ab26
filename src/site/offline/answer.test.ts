import { describe, expect, test } from 'vitest';

import { answer, type Sources } from './answer.ts';

const PAGE = 'https://site.test/en/sockets/echo/';
const PART = 'https://site.test/_astro/bench.abc.js';

/** What the network gives has the type of an answer from here, which a Response made by hand has not. */
function fromNetwork(text: string, { status = 200, redirected = false } = {}): Response {
  return Object.defineProperties(new Response(text, { status }), {
    type: { value: 'basic' },
    redirected: { value: redirected },
    clone: { value: () => new Response(text, { status }) },
  });
}

function asked(url: string, mode: RequestMode = 'cors'): Request {
  return Object.defineProperty(new Request(url), 'mode', { value: mode });
}

function sources(kept: Record<string, string>, network: () => Promise<Response>) {
  const put: Promise<unknown>[] = [];
  const store = new Map(Object.entries(kept));
  const made: Sources = {
    open: async () => ({
      match: async request =>
        store.has((request as Request).url) ? new Response(store.get((request as Request).url)) : undefined,
      put: async (request, response) => void store.set((request as Request).url, await response.text()),
    }),
    fetch: network,
    later: work => void put.push(work),
    missing: () => new Response('not kept', { status: 503 }),
    patience: 5,
  };
  return { made, store, settled: () => Promise.all(put) };
}

const text = async (response: Promise<Response>) => (await response).text();
const down = () => Promise.reject(new TypeError('Failed to fetch'));
const silent = () => new Promise<Response>(() => {});

describe('with a network', () => {
  test('a page comes fresh, and its copy is kept', async () => {
    const { made, store, settled } = sources({ [PAGE]: 'old' }, async () => fromNetwork('new'));
    expect(await text(answer(asked(PAGE, 'navigate'), { ...made, patience: 60_000 }))).toBe('new');
    await settled();
    expect(store.get(PAGE)).toBe('new');
  });

  test('a file that is named by its content is asked for once', async () => {
    expect(await text(answer(asked(PART), sources({ [PART]: 'kept' }, down).made))).toBe('kept');
  });

  test.each([{ status: 404 }, { status: 500 }, { redirected: true }])(
    'an answer with %o is passed on, not kept',
    async how => {
      const { made, store, settled } = sources({}, async () => fromNetwork('odd', how));
      expect(await text(answer(asked(PAGE, 'navigate'), made))).toBe('odd');
      await settled();
      expect(store.size).toBe(0);
    },
  );
});

describe('without a network', () => {
  test.each([
    ['fails', down],
    ['says nothing', silent],
  ])('one that %s: what is kept answers', async (_, network) => {
    expect(await text(answer(asked(PAGE, 'navigate'), sources({ [PAGE]: 'kept' }, network).made))).toBe('kept');
  });

  test('a page that is not kept says so; any other file fails as it would have', async () => {
    const { made } = sources({}, down);
    const page = await answer(asked(PAGE, 'navigate'), made);
    expect([page.status, await page.text()]).toEqual([503, 'not kept']);
    await expect(answer(asked(PART), made)).rejects.toThrow('Failed to fetch');
  });
});

test('where storage is refused everything comes from the network', async () => {
  const { made } = sources({}, async () => fromNetwork('new'));
  const refused = { ...made, open: () => Promise.reject(new DOMException('no', 'SecurityError')) };
  expect(await text(answer(asked(PAGE, 'navigate'), refused))).toBe('new');
});
