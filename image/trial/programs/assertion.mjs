import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

// As the check harness does: orders from standard input, records to a descriptor of their own.
const order = readFileSync(0, 'utf8');
writeSync(Number(process.env.REPORT_FD), `${JSON.stringify({ order })}\n`);
process.on('unhandledRejection', error => writeSync(2, `${error.stack}\n`));
void Promise.reject(new Error('left alone'));
const alive = setInterval(() => {}, 1 << 30);
const late = AbortSignal.timeout(5);
writeFileSync(
  'checked.mjs',
  `export const names = ${JSON.stringify(readdirSync('.'))}; export default async () => { throw new RangeError('x'); };`,
);
const { default: checked } = await Promise.race([
  import('./checked.mjs'),
  new Promise(resolve => {
    setTimeout(resolve, 10_000).unref();
  }),
]);
await checked().catch(error => writeSync(2, `${error.stack}${Buffer.from('é\u2028').toString('latin1')}\n`));
await new Promise(resolve => {
  late.addEventListener('abort', resolve);
});
clearInterval(alive);
assert.deepEqual(
  { bytes: Buffer.from('abc'), list: [1, { a: 2 }] },
  { bytes: Buffer.from('abd'), list: [1, { a: 3 }] },
);
