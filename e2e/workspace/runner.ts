import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { createNodeRuntime } from '../../src/runtimes/node/node-runtime.ts';
import type { Files, Run, RunRequest } from '../../src/runtimes/runtime.ts';
import type { RunLine } from './fixture/remote-runtime.ts';

const runs = new Map<string, Run>();

/** The server's half of the fixture's runtime: runs real Node, streams what it writes, stops when nobody listens. */
export async function answerRun(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { request: wanted, files } = JSON.parse(await text(request)) as { request: RunRequest; files: Files };
  const runtime = createNodeRuntime();
  const controller = new AbortController();
  const id = randomUUID();
  const tell = (line: RunLine): void => void response.write(`${JSON.stringify(line)}\n`);
  response.on('close', () => controller.abort());
  await runtime.mount(files);
  const run = runtime.run({
    ...wanted,
    signal: controller.signal,
    onOutput: (stream, bytes) => tell({ stream, bytes: Buffer.from(bytes).toString('base64') }),
  });
  runs.set(id, run);
  tell({ id });
  const exit = await run.exit;
  runs.delete(id);
  tell({ exit });
  response.end();
  await runtime.dispose();
}

export async function answerInput(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { id, data } = JSON.parse(await text(request)) as { id: string; data: string | null };
  if (data === null) runs.get(id)?.end();
  else runs.get(id)?.write(data);
  response.end();
}
