import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageForTests } from './build.ts';
import { Machine, type Running } from './machine.ts';

let machine: Machine;

beforeAll(async () => {
  machine = await Machine.fromImage(await imageForTests());
});
afterAll(() => machine?.destroy());

interface Said {
  out: string;
  err: string;
  code: number;
  millions: number;
}

/** Runs a program on a fresh machine. */
async function run(main: string, env = {}, onStart?: (run: Running) => void): Promise<Said> {
  await machine.reset();
  const running = machine.run({ files: { 'work/main.mjs': main }, env, timeoutMs: 110_000 });
  onStart?.(running);
  const { stdout, stderr, exit, instructions } = await running.done;
  return { out: String(stdout), err: String(stderr), code: exit.code, millions: instructions / 1e6 };
}

/** What a program says that does nothing wrong. */
async function says(main: string, env = {}): Promise<string> {
  const { out, err, code } = await run(main, env);
  expect({ err, code }).toEqual({ err: '', code: 0 });
  return out;
}

const SERVER = `
  import { createServer } from 'node:http';
  import { once } from 'node:events';
  const listening = async (server) => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server.address().port;
  };
`;

test("fetch asks a server of one's own, with a body, headers, a redirection and a stream", async () => {
  expect(
    await says(`${SERVER}
    const server = createServer((request, response) => {
      if (request.url === '/old') return response.writeHead(307, { location: '/new' }).end();
      response.writeHead(201, { 'set-cookie': ['a=1', 'b=2'] });
      request.pipe(response);
    });
    const url = 'http://127.0.0.1:' + await listening(server);
    const answer = await fetch(url + '/old', { method: 'POST', body: JSON.stringify({ a: '한글' }) });
    console.log(answer.status, answer.url === url + '/new', answer.headers.getSetCookie().join(), await answer.json());
    const form = new FormData();
    form.set('file', new Blob(['x'.repeat(100_000)]));
    let length = 0;
    for await (const part of (await fetch(url, { method: 'PUT', body: form })).body) length += part.length;
    console.log(length > 100_000);
    server.close();
  `),
  ).toBe("201 true a=1,b=2 { a: '한글' }\ntrue\n");
});

test('a fetch that fails says why: nobody there, a certificate of nobody known, an answer cut short, an abort', async () => {
  expect(
    await says(`${SERVER}
    import { readFileSync } from 'node:fs';
    import { createServer as createTlsServer } from 'node:https';
    const why = (url, options) => fetch(url, options).then((answer) => answer.text()).then(console.log,
      (error) => console.log(error.name, error.message, error.cause?.code ?? ''));
    const [key, cert] = ['key', 'crt'].map((end) => readFileSync('/opt/handshake/pki/server.' + end));
    const secure = createTlsServer({ key, cert }, (_, response) => response.end());
    const plain = createServer((request, response) => {
      if (request.url === '/cut') response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy());
    });
    await why('http://127.0.0.1:9999/');
    await why('https://localhost:' + await listening(secure));
    const url = 'http://127.0.0.1:' + await listening(plain);
    await why(url + '/cut');
    await why(url, { signal: AbortSignal.timeout(50) });
    process.exit();
  `),
  ).toMatch(
    new RegExp(
      [
        'TypeError fetch failed ECONNREFUSED',
        'TypeError fetch failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE|DEPTH_ZERO_\\w+)',
        'TypeError terminated ECONNRESET',
        'TimeoutError The operation was aborted due to timeout \\d*\n$',
      ].join('\\s+'),
    ),
  );
});

test('a WebSocket is opened', async () => {
  expect(
    await says(`${SERVER}
    import { createHash } from 'node:crypto';
    const server = createServer().on('upgrade', ({ headers }, socket) => {
      const accept = createHash('sha1').update(headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
      socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: '
        + accept + '\\r\\n\\r\\n\\x81\\x02hi', 'latin1');
    });
    new WebSocket('ws://127.0.0.1:' + await listening(server)).onmessage = ({ data }) => {
      console.log(data);
      process.exit();
    };
  `),
  ).toBe('hi\n');
});

test('a group is joined and heard without naming an interface', async () => {
  expect(
    await says(`
    import { createSocket } from 'node:dgram';
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    socket.on('message', (message) => {
      console.log(String(message));
      socket.close();
    });
    socket.bind(5353, () => {
      socket.addMembership('224.0.0.251');
      createSocket('udp4').unref().send('to the group', 5353, '224.0.0.251');
    });
  `),
  ).toBe('to the group\n');
});

test('a program told to stop as ctrl-C does hears it, with what it has started', async () => {
  const { out, code } = await run(
    `
    import { spawn } from 'node:child_process';
    const child = spawn('sh', ['-c', 'trap "echo so do I; exit" INT; echo up; while true; do sleep 0.1; done'], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', (text) => process.stdout.write(text));
    process.on('SIGINT', () => console.log('good-bye'));
    child.on('exit', () => process.exit(5));
  `,
    {},
    running => void running.printed('up').then(() => running.interrupt()),
  );
  expect(out.split('\n').sort()).toEqual(['', 'good-bye', 'so do I', 'up']);
  expect(code).toBe(5);
});

test('a program is in the zone it is given, also where a child of it is asked', async () => {
  expect(
    await says(
      `
    import { execFileSync } from 'node:child_process';
    console.log(process.env.TZ, new Date(0).toString());
    console.log(execFileSync(process.execPath, ['-p', 'new Date(0).getHours()']).toString());
  `,
      { TZ: 'Asia/Seoul' },
    ),
  ).toBe('Asia/Seoul Thu Jan 01 1970 09:00:00 GMT+0900 (Korean Standard Time)\n9\n\n');
});

test('nothing of the zone it was warmed up in is left', async () => {
  expect(
    await says('console.log(process.env.TZ, new Date(0).getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone)'),
  ).toBe('undefined 0 UTC\n');
});

/** What both streams show, in the order in which the host is told. */
async function shows(main: string): Promise<string> {
  let shown = '';
  const stop = machine.onFrame(({ type, payload }) => {
    if (type === 'o' || type === 'e') shown += Buffer.from(payload).toString();
  });
  await run(main).finally(stop);
  return shown;
}

test('both streams are shown in the order of the program, one line or many', async () => {
  const shown = await shows(`for (let i = 0; i < 300; i++) console[i % 3 === 0 ? 'error' : 'log'](i);`);
  expect(shown).toBe(Array.from({ length: 300 }, (_, i) => `${i}\n`).join(''));
});

test('why a program ended is shown after all that it printed', async () => {
  const shown = await shows(`for (let i = 0; i < 300; i++) console.log(i); null.x;`);
  const printed = Array.from({ length: 300 }, (_, i) => `${i}\n`).join('');
  expect(shown.slice(0, printed.length)).toBe(printed);
  expect(shown.slice(printed.length)).toContain("TypeError: Cannot read properties of null (reading 'x')");
});

test('what a program has started prints between its own lines', async () => {
  expect(
    await shows(`
    import { execFileSync } from 'node:child_process';
    for (let i = 0; i < 3; i++) {
      console.log('before', i);
      execFileSync('echo', ['child', i], { stdio: 'inherit' });
    }
  `),
  ).toBe('before 0\nchild 0\nbefore 1\nchild 1\nbefore 2\nchild 2\n');
});

test('nothing is lost at process.exit, however much it is', async () => {
  const { out, code } = await run(
    `for (let i = 0; i < 500; i++) console.log(i); process.stdout.write('x'.repeat(300_000)); process.exit(3);`,
  );
  expect({ code, length: out.length, end: out.slice(-1) }).toEqual({ code: 3, length: 301_890, end: 'x' });
});

test('a line costs few instructions', async () => {
  const { millions, out } = await run(`for (let i = 0; i < 5000; i++) console.log('line ' + i);`);
  expect(out.split('\n').length).toBe(5001);
  expect(millions / 5000).toBeLessThan(0.03);
});

// Cold they took 209, 33 and 425 million.
test.each([
  ['a date in the language of the machine', 'new Date(0).toLocaleString()', 15],
  ['a number in Korean', '(1234.5).toLocaleString("ko-KR")', 15],
  ['a worker', `new (await import('node:worker_threads')).Worker('', { eval: true })`, 300],
])('%s is ready', async (_, expression, most) => {
  const { millions, code, err } = await run(expression);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(millions).toBeLessThan(most);
});
