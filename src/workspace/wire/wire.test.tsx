import { readFileSync } from 'node:fs';
import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';

import { LANGS } from '../../i18n/strings.ts';
import { wireWordsFor } from '../../i18n/wire-words.ts';
import { inProject } from '../../project.server.ts';
import { hex } from '../../wire/bytes.ts';
import { readCapture } from '../../wire/capture/index.ts';
import { fieldsOf } from '../../wire/field.ts';
import { readFile } from '../../wire/read.ts';
import { asText } from './as-text.ts';
import { openAtFirst, rowsOf, sentenceOf, sentenceOfField } from './messages.ts';
import { openFile, openHex } from './open.ts';
import { WireView } from './WireView.tsx';

const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(inProject('testing/wire/fixture', name)));
const names = ['mutual-13.pcapng', 'mutual-12.pcapng', 'retry.pcapng', 'chacha-12.pcapng'];
const read = (name: string) => readFile(bytesOf(name))!;
const words = wireWordsFor('en');

describe.each(LANGS)('in %s', lang => {
  test.each(names)('every message of %s that is no mere segment has a sentence', name => {
    const mute = read(name).messages.filter(message => !message.quiet && !sentenceOf(message, wireWordsFor(lang)));
    expect(mute.map(({ name: message }) => message)).toEqual([]);
  });
});

test('a sentence on a field is on one that there is', () => {
  const there = new Set(
    names
      .map(read)
      .flatMap(({ messages }) =>
        messages.flatMap(({ layers }) => layers.flatMap(({ root }) => fieldsOf(root).map(({ name }) => name))),
      ),
  );
  const told = Object.keys(words.fields).filter(name => there.has(name));
  expect(told.length).toBeGreaterThan(35);
  expect(sentenceOfField([], words)).toBeUndefined();
});

test('a message is shown first with the way to it open, and its own fields in sight', () => {
  const message = read('mutual-13.pcapng').messages.findLast(({ name }) => name === 'CertificateVerify')!;
  const open = openAtFirst(message);
  const rows = rowsOf(message.layers, field => open.has(field));
  const shown = rows.map(({ field }) => field.name);
  expect(shown).toEqual(
    expect.arrayContaining(['TLSCiphertext', 'TLSInnerPlaintext', 'CertificateVerify', 'algorithm', 'signature']),
  );
  expect(shown).not.toContain('encrypted_record');
  expect(rows[0]).toMatchObject({ level: 1, position: 1, siblings: message.layers.length });
});

test('the view is a list and a treegrid, with one tab stop each', () => {
  const html = render(<WireView reading={read('mutual-13.pcapng')} words={words} />);
  expect(html).toContain('role="listbox"');
  expect(html).toContain('role="treegrid"');
  expect(html.match(/<tr[^>]*tabindex="0"/gi)).toHaveLength(1);
});

test('what is wrong with the file itself, or with the key log, is told', () => {
  const cut = readFile(bytesOf('mutual-12.pcapng').subarray(0, -3), 'nonsense\n')!;
  const html = render(<WireView reading={cut} words={words} />);
  expect(html).toContain(words.troubles.cut);
  expect(html).toContain('not known: nonsense');
});

test('digits are read as what they look like', () => {
  const { packets } = readCapture(bytesOf('chacha-12.pcapng'))!;
  const nameIn = (digits: string) => {
    const reading = openHex(digits, '');
    return typeof reading === 'string' ? reading : reading.messages.at(-1)?.name;
  };
  const hello = packets.find(({ bytes }) => bytes.length > 200)!.bytes;
  expect(nameIn(hex(hello))).toBe('ClientHello');
  expect(nameIn(hex(hello.subarray(66)).replace(/../g, '$& '))).toBe('ClientHello');
  expect(nameIn(hex(bytesOf('ca.der')))).toBe('Certificate');
  expect(nameIn(hex(bytesOf('chacha-12.pcapng')))).toMatch(/^Alert|FIN/);
  expect(nameIn('abc')).toBe('noHex');
  expect(nameIn('xyz0')).toBe('noHex');
});

test('a file is read in turns, to the same end', async () => {
  expect(await openFile(bytesOf('ca.der'), '')).toBe('noCapture');
  expect(await openFile(bytesOf('mutual-13.pcapng'), '')).toEqual(read('mutual-13.pcapng'));
});

test('the text table has a line for each message and each field', () => {
  const reading = read('mutual-13.pcapng');
  const lines = asText(reading, words).trimEnd().split('\n');
  const fields = reading.messages.flatMap(({ layers }) => layers.flatMap(({ root }) => fieldsOf(root)));
  expect(lines).toHaveLength(reading.messages.length + fields.length);
  expect(lines.some(line => line.includes('commonName') || line.includes('"alice"'))).toBe(true);
});
