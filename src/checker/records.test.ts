import { describe, expect, it } from 'vitest';
import { recordParser, type CheckRecord } from './records.ts';

const TOKEN = '00112233445566778899aabbccddeeff';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const line = (record: object, token = TOKEN): string => `\u001e${token} ${JSON.stringify(record)}\n`;

const PASS = 'aabbccddeeff00112233445566778899';
const TOKENS = { token: TOKEN, pass: { a: PASS, b: PASS.replaceAll('a', 'b') } };

function parsed(...chunks: (string | Uint8Array)[]): CheckRecord[] {
  const records: CheckRecord[] = [];
  const parse = recordParser(TOKENS, record => records.push(record));
  for (const chunk of chunks) parse(typeof chunk === 'string' ? bytes(chunk) : chunk);
  return records;
}

describe('the record parser', () => {
  it('gives each record once, in order', () => {
    expect(parsed(line({ type: 'loading' }) + line({ type: 'done' }))).toEqual([{ type: 'loading' }, { type: 'done' }]);
  });

  it('puts a record together from single bytes, characters of several bytes too', () => {
    const whole = bytes(line({ type: 'running', id: '열쇠-🔑', limit: 1 }));
    expect(parsed(...Array.from(whole, byte => Uint8Array.of(byte)))).toEqual([
      { type: 'running', id: '열쇠-🔑', limit: 1 },
    ]);
  });

  it('waits for the end of the line', () => {
    expect(parsed(line({ type: 'done' }).slice(0, -1))).toEqual([]);
  });

  it('drops lines with no token, a wrong token, half a token or no space behind it', () => {
    const record = { type: 'result', id: 'a', status: 'fail', evidence: [] };
    expect(
      parsed(
        `${JSON.stringify(record)}\n`,
        line(record, 'ff112233445566778899aabbccddeeff'),
        line(record, TOKEN.slice(0, 31)),
        `\u001e${TOKEN}${JSON.stringify(record)}\n`,
        `${TOKEN} ${JSON.stringify(record)}\n`,
      ),
    ).toEqual([]);
  });

  it('finds a record behind garbage on the same line, a cut character included', () => {
    expect(parsed(Uint8Array.of(0xe2, 0x82), 'garbage \u001e', line({ type: 'done' }))).toEqual([{ type: 'done' }]);
  });

  it('goes on after a record that is no JSON, no object or of no known type', () => {
    const mark = `\u001e${TOKEN} `;
    expect(
      parsed(`${mark}{"type":\n`, `${mark}7\n`, `${mark}null\n`, line({ type: 'shutdown' }), line({ type: 'done' })),
    ).toEqual([{ type: 'done' }]);
  });

  it('does not pile up a flood without line ends, and still finds the record after it', () => {
    const flood = 'x'.repeat(1024 * 1024);
    expect(parsed(flood, flood, line({ type: 'done' }))).toEqual([{ type: 'done' }]);
  });

  it('takes a pass only behind the token of that pass, and nothing else behind it', () => {
    const result = (id: string, status: string) => ({ type: 'result', id, status, evidence: [] });
    for (const id of ['a', 'b', 'toString', '__proto__']) expect(parsed(line(result(id, 'pass')))).toEqual([]);
    expect(
      parsed(line(result('b', 'pass'), PASS), line(result('a', 'fail'), PASS), line({ type: 'done' }, PASS)),
    ).toEqual([]);
    expect(parsed(line(result('a', 'pass'), PASS))).toEqual([result('a', 'pass')]);
  });

  it('drops what has not the shape of its type', () => {
    const bytes = { type: 'bytes', hex: '00', length: 1 };
    const result = { type: 'result', id: 'a', status: 'fail', evidence: [] };
    const deep = [[[[]]]];
    for (const wrong of [
      { ...result, status: 'owned' },
      { ...result, status: 'idle' },
      { ...result, status: 'running' },
      { ...result, status: ['fail'] },
      { ...result, id: 7 },
      { ...result, id: undefined },
      { ...result, id: 'x'.repeat(1_000) },
      { ...result, evidence: {} },
      { ...result, evidence: undefined },
      { ...result, evidence: [null] },
      { ...result, evidence: Array.from({ length: 1_000 }, () => ({ label: 'x', value: bytes })) },
      { ...result, evidence: [{ label: 'x', value: { ...bytes, hex: '<img>' } }] },
      { ...result, evidence: [{ label: 'x', value: { ...bytes, length: -1 } }] },
      { ...result, evidence: [{ label: {}, value: bytes }] },
      { ...result, evidence: deep },
      { ...result, failure: 'x' },
      { ...result, failure: { kind: 'owned' } },
      { ...result, failure: { kind: 'other', message: 'x'.repeat(10_000) } },
      { ...result, failure: { kind: 'other', actual: deep } },
      { ...result, error: { name: 'x' } },
      { ...result, error: { name: {}, message: 'x' } },
      { ...result, waited: { for: 'x', ms: 'x' } },
      { type: 'running', id: 'a' },
      { type: 'running', id: 'a', limit: 1e12 },
      { type: 'loaded', ids: 'a', attacks: [] },
      { type: 'loaded', ids: [{}], attacks: [] },
      { type: 'unloadable' },
      { type: 'exit', code: 'x' },
      { type: 'mark' },
      { type: 'mark', what: 'x'.repeat(1_001) },
      [],
      'done',
      { type: '__proto__' },
    ])
      expect(parsed(line(wrong as object))).toEqual([]);
    expect(
      parsed(
        `\u001e${TOKEN} ${'[{"a":'.repeat(20_000)}\n`,
        `\u001e${TOKEN} ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
      ),
    ).toEqual([]);
  });

  it('keeps of a record only what it knows', () => {
    expect(parsed(line({ type: 'done', owned: true, toString: 'x' }))).toEqual([{ type: 'done' }]);
  });

  it('takes no more records than any run has', () => {
    const running = line({ type: 'running', id: 'a', limit: 1 });
    expect(parsed(running.repeat(5_000)).length).toBeLessThan(1_001);
  });

  it('survives every byte value', () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * 73) & 255);
    expect(parsed(noise, '\n', line({ type: 'done' }))).toEqual([{ type: 'done' }]);
  });
});
