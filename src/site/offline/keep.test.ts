import { expect, test } from 'vitest';

import { keepCourse, type Places } from './keep.ts';
import { MANIFEST } from './manifest.ts';

const ORIGIN = 'https://site.test';

/** A site of these files, with what the browser keeps of it and the order in which it was fetched. */
function site(kept = new Map<string, string>()) {
  const fetched: string[] = [];
  const at = (request: RequestInfo | URL) =>
    typeof request === 'string' ? request : new URL((request as Request).url).pathname;
  const cache: Places['cache'] = {
    match: async request => (kept.has(at(request)) ? new Response(kept.get(at(request))) : undefined),
    put: async (request, response) => void kept.set(at(request), await response.text()),
    keys: async () => [...kept.keys()].map(path => new Request(ORIGIN + path)),
    delete: async request => kept.delete(at(request)),
  };
  const keep = async (files: Record<string, string>, failing?: string) => {
    fetched.length = 0;
    await keepCourse({
      cache,
      fetch: async path => {
        fetched.push(path);
        if (path === failing) return new Response('no', { status: 500 });
        return new Response(path === MANIFEST ? JSON.stringify({ files }) : `${path} as ${files[path]}`);
      },
    });
  };
  return { kept, fetched, keep };
}

const FIRST = { '/en/': 'a', '/en/sockets/echo/': 'b', '/_astro/bench.1.js': 'c', '/boot.js': 'd' };

test('everything is kept, the parts of a page before the page', async () => {
  const { kept, fetched, keep } = site();
  await keep(FIRST);
  expect([...kept.keys()].sort()).toEqual([...Object.keys(FIRST), MANIFEST].sort());
  expect(fetched).toEqual([MANIFEST, '/_astro/bench.1.js', '/boot.js', '/en/', '/en/sockets/echo/']);
});

test('of another build what differs is fetched, and what it has no more is let go at the end', async () => {
  const { kept, fetched, keep } = site();
  await keep(FIRST);
  await keep({ '/en/': 'a', '/en/sockets/echo/': 'B', '/_astro/bench.2.js': 'C', '/boot.js': 'd' });
  expect(fetched).toEqual([MANIFEST, '/_astro/bench.2.js', '/en/sockets/echo/']);
  expect(kept.get('/en/sockets/echo/')).toBe('/en/sockets/echo/ as B');
  expect(kept.has('/_astro/bench.1.js')).toBe(false);
});

test('broken off, it keeps the older build whole, and the next time goes on', async () => {
  const { kept, keep } = site();
  await keep(FIRST);
  const next = { ...FIRST, '/_astro/bench.2.js': 'C', '/en/': 'A', '/en/sockets/echo/': 'B' };
  await expect(keep(next, '/en/')).rejects.toThrow('500');
  expect(kept.get('/en/')).toBe('/en/ as a');
  expect(kept.has('/_astro/bench.1.js')).toBe(true);
  await keep(next);
  expect(kept.get('/en/')).toBe('/en/ as A');
});

test('what the browser has thrown away by itself is fetched again', async () => {
  const { kept, fetched, keep } = site();
  await keep(FIRST);
  kept.delete('/boot.js');
  await keep(FIRST);
  expect(fetched).toEqual([MANIFEST, '/boot.js']);
});
