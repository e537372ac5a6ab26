import { expect, test } from 'vitest';
import { CAPABILITIES } from '../../course/capabilities.ts';
import { createNodeRuntime } from '../node/node-runtime.ts';
import type { Runtime } from '../runtime.ts';
import { readProbeWorkspace } from './probe-workspace.ts';
import { proveCapabilities, readReport, runProbe } from './probe.ts';

const MARK = `\u001e${'0'.repeat(32)} `;

test('every capability the native runtime claims answers rightly in it', async () => {
  const runtime = createNodeRuntime();
  await runtime.boot();
  const proofs = await proveCapabilities(runtime, await readProbeWorkspace());
  const claimed = Object.fromEntries([...runtime.capabilities].map(capability => [capability, { ok: true }]));
  expect(Object.fromEntries(proofs)).toEqual(claimed);
  await runtime.dispose();
});

test('a capability that answers wrongly is not proved, and says why', async () => {
  const runtime = createNodeRuntime();
  const broken = await readProbeWorkspace(program => program.replace('ba7816bf', 'ba7816b0'));
  const proofs = await proveCapabilities(runtime, broken);
  expect(proofs.get('hash')?.ok).toBe(false);
  expect(proofs.get('hash')?.why).toContain('ba7816bf');
  expect(proofs.get('hmac')).toEqual({ ok: true });
  await runtime.dispose();
});

test('a probe that dies half-way proves only what it reported', () => {
  const { proofs, node } = readReport(`${MARK}{"node":"v24.0.0"}\n${MARK}{"capability":"hash","ok":true,"ms":3}\n`, {
    reason: 'lost',
    code: null,
    message: 'gone',
  });
  expect(node).toBe('v24.0.0');
  expect(proofs.get('hash')).toEqual({ ok: true });
  expect(proofs.get('tls')?.why).toContain('gone');
  expect([...proofs.keys()]).toEqual([...CAPABILITIES]);
});

test('called all at once, with a short limit for each, it proves the same and tells the time of each', async () => {
  const runtime = createNodeRuntime();
  const { proofs, times, node } = await runProbe(runtime, await readProbeWorkspace(), { limit: 5_000, together: true });
  expect([...proofs].filter(([, { ok }]) => !ok)).toEqual([]);
  expect([...times.keys()].sort()).toEqual([...CAPABILITIES].sort());
  expect(node).toBe(process.version);
  await runtime.dispose();
});

test('what it tells is passed on as it comes, by whole lines, however the bytes are cut', async () => {
  const lines = [
    `${MARK}{"node":"v24"}\n`,
    `${MARK}{"capability":"hash","ok":true,"ms":3}\n`,
    `${MARK}{"capability":"udp","ok":false,"why":"막힘"}\n`,
  ];
  const bytes = new TextEncoder().encode(lines.join(''));
  const runtime: Pick<Runtime, 'mount' | 'run'> = {
    mount: async () => {},
    run({ onOutput }) {
      for (const byte of bytes) onOutput?.('report', Uint8Array.of(byte));
      return { exit: Promise.resolve({ reason: 'exited', code: 0 }), write() {}, end() {}, interrupt() {} };
    },
  };
  const told: string[] = [];
  await runProbe(runtime, {}, { onProgress: ({ proofs }) => told.push([...proofs.keys()].join(' ')) });
  expect([...new Set(told)]).toEqual(['', 'hash', 'hash udp']);
});

test('a capability that never answers is not proved, within the limit, and the others are', async () => {
  const runtime = createNodeRuntime();
  const deaf = await readProbeWorkspace(program => program.replace('socket.pipe(socket)', 'socket'));
  const { proofs } = await runProbe(runtime, deaf, { limit: 400, together: true });
  expect(proofs.get('net')).toEqual({ ok: false, why: 'no answer within 0.4 s', late: true });
  expect(proofs.get('hash')).toEqual({ ok: true });
  await runtime.dispose();
});
