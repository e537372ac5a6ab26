import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

import { ensurePki } from '../pki/index.ts';
import { packetsOf } from '../wire/capture/index.ts';
import { readWire } from '../wire/read.ts';
import { NOTHING_RECORDED, WIRE_LIMIT, withNews } from './recorded.ts';
import { runToEnd } from './run-to-end.ts';
import type { Files, Recorded, Runtime } from './runtime.ts';

export interface WireContract {
  /** Whether it must record; otherwise it must say why not. */
  records: boolean;
  it: (title: string, body: () => Promise<void>) => void;
  runtime: () => Runtime;
}

const TLS = `
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';
const read = name => readFileSync('pki/' + name);
const server = createServer({ key: read('server.key'), cert: read('server.crt') }, socket => {
  socket.on('data', data => void socket.end('heard: ' + data));
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const socket = connect({ port: server.address().port, host: '127.0.0.1', servername: 'localhost', ca: read('ca.crt') });
socket.write('over the wire');
for await (const data of socket.setEncoding('utf8')) console.log(data);
server.close();
`;
const UDP = `
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
const [one, other] = [createSocket('udp4'), createSocket('udp4')];
await once(other.bind(0, '127.0.0.1'), 'listening');
for (const text of ['first', 'second', 'third']) {
  one.send(text, other.address().port, '127.0.0.1');
  await once(other, 'message');
}
one.close();
other.close();
`;
/** More than is recorded, as fast as it goes. */
const FLOOD = `
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';
const server = createServer(socket => socket.resume().on('end', () => socket.end()));
await once(server.listen(0, '127.0.0.1'), 'listening');
const socket = connect(server.address().port, '127.0.0.1').resume();
const part = Buffer.alloc(60_000, 'flood');
await pipeline(function* () { for (let sent = 0; sent < ${2 * WIRE_LIMIT}; sent += part.length) yield part; }, socket);
server.close();
console.log('through');
`;

const text = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** The tests of `RunRequest.onWire`. */
export function describeWire({ records, it, runtime }: WireContract): void {
  async function record(main: string, files: Files = {}): Promise<Recorded & { stdout: string }> {
    let all = NOTHING_RECORDED;
    await runtime().mount({ ...files, 'work/main.mjs': main });
    const onWire = (news: Recorded): void => void (all = withNews(all, news));
    const { exit, text: printed } = await runToEnd(runtime(), { program: 'work/main.mjs', onWire });
    expect({ exit, stderr: printed.stderr }).toEqual({ exit: { reason: 'exited', code: 0 }, stderr: '' });
    return { ...all, stdout: printed.stdout };
  }

  if (!records) {
    it('not, and says why', async () => {
      expect(runtime().recordsWire).toMatch(/^[A-Z].+\.$/);
      expect(await record(`console.log('unheard')`)).toEqual({ ...NOTHING_RECORDED, stdout: 'unheard\n' });
    });
    return;
  }

  it('of TLS whole, in order, each packet once, with the secrets that open it', async () => {
    const folder = await ensurePki();
    const pki = ['ca.crt', 'server.crt', 'server.key'].map(async name => [
      `work/pki/${name}`,
      await readFile(join(folder, name)),
    ]);
    const { stdout, ...recorded } = await record(TLS, Object.fromEntries(await Promise.all(pki)) as Files);
    expect(stdout).toBe('heard: over the wire\n');
    const { packets, dropped, cut } = recorded;
    expect({ dropped, cut }).toEqual({ dropped: 0, cut: false });
    expect(new Set(packets.map(({ bytes }) => text(bytes))).size).toBe(packets.length);
    const times = packets.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(60 * 60 * 1000);
    // The total length of IPv4, behind 14 bytes of Ethernet.
    for (const { bytes } of packets) expect((bytes[16]! << 8) + bytes[17]!).toBe(bytes.length - 14);
    const reading = readWire({ packets: packetsOf(packets), keyLog: recorded.keyLog, troubles: [] });
    expect(reading.troubles).toEqual([]);
    const said = reading.messages.map(({ name }) => name);
    for (const name of ['SYN', 'ClientHello', 'ServerHello', 'Certificate', 'Finished', 'FIN ACK'])
      expect(said).toContain(name);
    expect(said.filter(name => name.startsWith('encrypted'))).toEqual([]);
    const contents = reading.messages.flatMap(({ layers }) => layers.map(({ bytes }) => text(bytes)));
    expect(contents.some(content => content.includes('over the wire'))).toBe(true);
  });

  it('of datagrams each, and nothing of a run before', async () => {
    const { packets, keyLog } = await record(UDP);
    expect(packets.map(({ bytes }) => text(bytes.subarray(42)))).toEqual(['first', 'second', 'third']);
    expect(keyLog).toBe('');
  });

  it('no more than the limit, and says that it was cut', async () => {
    const { packets, cut, stdout } = await record(FLOOD);
    expect({ cut, stdout }).toEqual({ cut: true, stdout: 'through\n' });
    const bytes = packets.reduce((sum, packet) => sum + packet.bytes.length, 0);
    expect(bytes).toBeLessThanOrEqual(WIRE_LIMIT);
    expect(bytes).toBeGreaterThan(WIRE_LIMIT / 2);
  });
}
