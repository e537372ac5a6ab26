/**
 * Runs one program inside WebContainer for the page, as its child. The service gives a page one merged stream of
 * text, no end of input and no descriptor but three; pipes between two Nodes do better. So this program speaks with
 * the page in lines of ASCII (frames.ts), which nothing on the way can split or recode:
 *
 *   hs o|e|… <base64>   bytes of a stream, by its letter           hs t   it lives
 *   hs x <exit code>    ended; the last line                       hs l <base64>   it could not be started, and why
 *
 * and reads `hs i <base64>` (input), `hs .` (its end) and `hs c` (ctrl-C). The task lies in job.json beside this file, and
 * is removed.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const TICK_MS = 1_000;
/** After the program's end its pipes close at once; only a process it left behind can hold them open. */
const DRAIN_MS = 1_000;

const here = dirname(fileURLToPath(import.meta.url));
const job = JSON.parse(readFileSync(join(here, 'job.json'), 'utf8'));
rmSync(join(here, 'job.json'));
const root = join(here, '..', job.root);

setInterval(() => say('t'), TICK_MS);
say('t');
const child = start();
for (const { letter, descriptor } of job.streams) forward(letter, child.stdio[descriptor]);
child.on('error', error => end('l', base64(`${error.message}`)));
child.on('exit', (code, signal) => {
  setTimeout(() => child.stdio.forEach(stream => stream?.destroy()), DRAIN_MS).unref();
  child.on('close', () => end('x', code ?? 128 + constants.signals[signal]));
});
// The program may close its input, or be gone: its right.
child.stdin.on('error', () => {});
child.stdin.write(Buffer.from(job.stdin, 'base64'));
createInterface({ input: process.stdin }).on('line', hear);
if (!job.interactive) child.stdin.end();

function start() {
  const { PATH } = process.env;
  const env = { PATH, HOME: root, LANG: 'C.UTF-8', ...job.env };
  const stdio = ['pipe'];
  for (const { descriptor } of job.streams) stdio[descriptor] = 'pipe';
  // What no stream has is closed.
  for (let i = 0; i < stdio.length; i++) stdio[i] ??= 'ignore';
  return spawn(process.execPath, [join(root, job.program), ...job.args], { cwd: join(root, job.cwd), env, stdio });
}

/** A program that writes faster than the page reads waits, as at any pipe. */
function forward(kind, stream) {
  stream.on('data', bytes => {
    if (say(kind, base64(bytes))) return;
    stream.pause();
    process.stdout.once('drain', () => stream.resume());
  });
}

function hear(line) {
  const [mark, kind, payload] = line.trim().split(' ');
  if (mark === 'hs' && kind === 'c') child.kill('SIGINT');
  if (mark !== 'hs' || !child.stdin.writable) return;
  if (kind === 'i') child.stdin.write(Buffer.from(payload, 'base64'));
  else if (kind === '.') child.stdin.end();
}

function end(kind, payload) {
  process.stdout.write(`hs ${kind} ${payload}\n`, () => process.exit(0));
}

function say(kind, payload) {
  return process.stdout.write(payload === undefined ? `hs ${kind}\n` : `hs ${kind} ${payload}\n`);
}

function base64(bytes) {
  return Buffer.from(bytes).toString('base64');
}
