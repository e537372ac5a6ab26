import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchJson, type FetchProblem } from './fetch-json.ts';

let server: Server | undefined;
afterEach(() => void server?.closeAllConnections());

async function serving(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.json`;
}

const problem = (fetching: Promise<unknown>): Promise<FetchProblem> =>
  fetching.then(
    () => {
      throw new Error('it came');
    },
    e => e,
  );

describe('fetching a file of the site', () => {
  it('gives its JSON', async () => {
    expect(await fetchJson(await serving((_, res) => res.end('{"a":1}')))).toEqual({ a: 1 });
  });

  it('tells an error answer, with its status', async () => {
    const url = await serving((_, res) => res.writeHead(404).end('<h1>no</h1>'));
    expect(await problem(fetchJson(url))).toMatchObject({ kind: 'status', status: 404 });
  });

  it('tells an answer that is no JSON', async () => {
    const url = await serving((_, res) => res.end('<html>Sign in to this network'));
    expect(await problem(fetchJson(url))).toMatchObject({ kind: 'not-json' });
  });

  it('tells that nothing answers', async () => {
    const url = await serving(() => {});
    await new Promise(resolve => server!.close(resolve));
    expect(await problem(fetchJson(url))).toMatchObject({ kind: 'offline' });
  });

  it('tells that nothing came in time', async () => {
    const url = await serving(() => {});
    expect(await problem(fetchJson(url, undefined, 50))).toMatchObject({ kind: 'timeout' });
  });

  it("ends with the reader's own reason when they stop it", async () => {
    const controller = new AbortController();
    const url = await serving(() => controller.abort(new Error('stopped')));
    await expect(fetchJson(url, controller.signal)).rejects.toThrow('stopped');
  });
});
