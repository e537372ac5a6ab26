import fs from 'node:fs';
import { mkdir, open, readdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inspect, promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';

await mkdir('a/b', { recursive: true });
await writeFile('a/b/c.txt', 'line one\nline two\n');
await symlink('b/c.txt', 'a/link');
console.log(
  await realpath('a/link'),
  await readdir('a', { withFileTypes: true }),
  (await stat('a')).mode,
  relative('a', resolve('b')),
);
for await (const line of createInterface({ input: fs.createReadStream(join('a', 'b', 'c.txt')) })) console.log(line);
const upper = new Transform({ transform: (part, _, done) => done(null, String(part).toUpperCase()) });
await pipeline(Readable.from(['x', 'y']), upper, fs.createWriteStream('a/out'));
console.log(gunzipSync(gzipSync(await readFile('a/out'))).toString(), fs.statSync('a/out').size);
const handle = await open('a/out', 'r+');
await handle.close();
for (const refused of ['/etc/shadow', '/no/such/file', '/opt']) {
  await writeFile(refused, 'x').catch(error => console.log(error.code));
}
await rm('a', { recursive: true });
await promisify(setTimeout)(5);
console.log(
  inspect({ map: new Map([[{}, new Set([1n])]]), now: new Date(0), pattern: /x/u }, { depth: 5, colors: true }),
);
console.table([{ a: 1, b: 2 }]);
console.log(
  structuredClone({ a: new Uint8Array(3) }),
  new TextDecoder().decode(new TextEncoder().encode('é')),
  new URL('http://a/?b#c').search,
);
console.log(
  process.memoryUsage().rss > 0,
  performance.now() > 0,
  await import('node:os').then(os => os.userInfo().username),
);
for (const _ of Array(20)) void Array.from({ length: 200 }, (_, i) => ({ [`key${i}`]: `${i}`.repeat(20) }));
