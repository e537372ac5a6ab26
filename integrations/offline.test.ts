import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

import { offlineManifest } from './offline.ts';

const dist = await mkdtemp(join(tmpdir(), 'offline-'));
afterEach(() => rm(dist, { recursive: true, force: true }));

test('what a reader needs is listed by the path that is asked for, with a digest of its content', async () => {
  const files = {
    'index.html': 'choose',
    'en/index.html': 'map',
    'ko/sockets/echo/index.html': 'echo',
    '_astro/bench.abc.js': 'bench',
    'exercises/echo/solution.json': '{}',
    'machine/abc/state.zst': 'large',
    'pictures/en/echo.png': 'for others',
    'en/feed.xml': 'for others',
    'robots.txt': 'for crawlers',
    '404.html': 'no page of its own',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
  }
  const listed = (await offlineManifest(dist)).files;
  expect(Object.keys(listed).sort()).toEqual(
    ['/', '/_astro/bench.abc.js', '/en/', '/exercises/echo/solution.json', '/ko/sockets/echo/'].sort(),
  );
  await writeFile(join(dist, 'en', 'index.html'), 'another map');
  const after = (await offlineManifest(dist)).files;
  expect(Object.keys(listed).filter(path => listed[path] !== after[path])).toEqual(['/en/']);
});
