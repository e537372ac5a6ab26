import { describe, expect, it } from 'vitest';
import { recordParser, type CheckRecord } from './records.ts';

const TOKEN = '00112233445566778899aabbccddeeff';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const line = (record: object, token = TOKEN): string => `\u001e${token} ${JSON.stringify(record)}\n`;

function parsed(...chunks: (string | Uint8Array)[]): CheckRecord[] {
  const records: CheckRecord[] = [];
  const parse = recordParser(TOKEN, record => records.push(record));
  for (const chunk of chunks) parse(typeof chunk === 'string' ? bytes(chunk) : chunk);
  return records;
}

describe('the record parser', () => {
  it('gives each record once, in order', () => {
    expect(parsed(line({ type: 'loading' }) + line({ type: 'done' }))).toEqual([{ type: 'loading' }, { type: 'done' }]);
  });

  it('puts a record together from single bytes, characters of several bytes too', () => {
    const whole = bytes(line({ type: 'running', id: '열쇠-🔑', limit: 1 }));
    expect(parsed(...Array.from(whole, byte => Uint8Array.of(byte)))).toEqual([{ type: 'running', id: '열쇠-🔑', limit: 1 }]);
  });

  it('waits for the end of the line', () => {
    expect(parsed(line({ type: 'done' }).slice(0, -1))).toEqual([]);
  });

  it('drops lines with no token, a wrong token, half a token or no space behind it', () => {
    const record = { type: 'result', id: 'a', status: 'pass' };
    expect(parsed(
      `${JSON.stringify(record)}\n`,
      line(record, 'ff112233445566778899aabbccddeeff'),
      line(record, TOKEN.slice(0, 31)),
      `\u001e${TOKEN}${JSON.stringify(record)}\n`,
      `${TOKEN} ${JSON.stringify(record)}\n`,
    )).toEqual([]);
  });

  it('finds a record behind garbage on the same line, a cut character included', () => {
    expect(parsed(Uint8Array.of(0xe2, 0x82), 'garbage \u001e', line({ type: 'done' }))).toEqual([{ type: 'done' }]);
  });

  it('goes on after a record that is no JSON, no object or of no known type', () => {
    const mark = `\u001e${TOKEN} `;
    expect(parsed(`${mark}{"type":\n`, `${mark}7\n`, `${mark}null\n`, line({ type: 'shutdown' }), line({ type: 'done' })))
      .toEqual([{ type: 'done' }]);
  });

  it('does not pile up a flood without line ends, and still finds the record after it', () => {
    const flood = 'x'.repeat(1024 * 1024);
    expect(parsed(flood, flood, line({ type: 'done' }))).toEqual([{ type: 'done' }]);
  });

  it('survives every byte value', () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, at) => (at * 73) & 255);
    expect(parsed(noise, '\n', line({ type: 'done' }))).toEqual([{ type: 'done' }]);
  });
});
