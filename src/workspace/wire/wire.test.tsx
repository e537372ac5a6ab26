import { readFileSync } from 'node:fs';
import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';

import { mutated, randomOf } from '../../../testing/wire/mutate.ts';
import { LANGS } from '../../i18n/strings.ts';
import { wireWordsFor } from '../../i18n/wire-words.ts';
import { inProject } from '../../project.server.ts';
import { hex } from '../../wire/bytes.ts';
import { readCapture } from '../../wire/capture/index.ts';
import { fieldsOf } from '../../wire/field.ts';
import { readFile } from '../../wire/read.ts';
import { alertDescription } from '../../wire/tls/names.ts';
import { asText } from './as-text.ts';
import { openAtFirst, rowsOf, sentenceOf, sentenceOfField, sentenceOfName } from './messages.ts';
import { openFile, openHex } from './open.ts';
import { alertMeaning } from './row-words.ts';
import { wireRows } from './rows.ts';
import { ROW, rowAfterKey, rowsInSight, scrolledTo } from './window.ts';
import { WireView } from './WireView.tsx';

const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(inProject('testing/wire/fixture', name)));
const names = [
  'mutual-13.pcapng',
  'mutual-12.pcapng',
  'retry.pcapng',
  'chacha-12.pcapng',
  'refused/stranger-13.pcapng',
  'refused/no-certificate-13.pcapng',
];
const read = (name: string) => readFile(bytesOf(name))!;
const words = wireWordsFor('en');

describe.each(LANGS)('in %s', lang => {
  test.each(names)('every message of %s that is no mere segment has a sentence', name => {
    const mute = read(name).messages.filter(message => !message.quiet && !sentenceOf(message, wireWordsFor(lang)));
    expect(mute.map(({ name: message }) => message)).toEqual([]);
  });
});

/** The names of the fields that have parts or bytes in these captures. */
const fieldNames = [
  ...new Set(
    names
      .map(read)
      .flatMap(({ messages }) => messages.flatMap(({ layers }) => layers.flatMap(({ root }) => fieldsOf(root))))
      .map(({ name }) => name),
  ),
];

describe.each(LANGS)('in %s', lang => {
  test('every field of these captures has a sentence of its own', () => {
    expect(fieldNames.length).toBeGreaterThan(180);
    expect(fieldNames.filter(name => !sentenceOfName(name, wireWordsFor(lang)))).toEqual([]);
  });

  test('every alert that we can name has its meaning', () => {
    const known = Array.from({ length: 256 }, (_, code) => alertDescription(code)).filter(name => name !== undefined);
    expect(known.length).toBeGreaterThan(30);
    expect(known.filter(name => !alertMeaning(name, wireWordsFor(lang)))).toEqual([]);
  });
});

test('a field without a sentence has that of the field around it, and nothing has none', () => {
  const path = ['issuer', 'no such field'].map(name => ({ name, at: 0, length: 0 }));
  expect(sentenceOfField(path, words)).toBe(words.fields.issuer);
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

describe('the view', () => {
  test('is a table and a treegrid, with one tab stop each', () => {
    const html = render(<WireView reading={read('mutual-13.pcapng')} words={words} />);
    expect(html).toContain('role="grid"');
    expect(html).toContain('role="treegrid"');
    expect(html.match(/<div[^>]*role="row"[^>]*tabindex="0"/gi)).toHaveLength(1);
    expect(html.match(/<tr[^>]*tabindex="0"/gi)).toHaveLength(1);
  });

  test('names the ends by their part, their port, and the names in their certificates', () => {
    const html = render(<WireView reading={read('mutual-13.pcapng')} words={words} />);
    expect(html).toMatch(/from client, port \d+, by its certificate alice to server, port \d+/);
  });

  test('draws the table again for those who see, with what was encrypted hatched', () => {
    const html = render(<WireView reading={read('mutual-13.pcapng')} words={words} />);
    expect(html.match(/<svg[^>]*>/g)!.filter(svg => !svg.includes('aria-hidden="true"'))).toEqual([]);
    expect(html).toContain('wire-hatched');
  });

  test('of a flood has only the rows in sight, and says how many there are', () => {
    const reading = read('mutual-13.pcapng');
    const many = { ...reading, messages: Array.from({ length: 500 }, () => reading.messages).flat() };
    const html = render(<WireView reading={many} words={words} />);
    const rows = html.match(/class="wire-message /g)!;
    expect(rows.length).toBeLessThan(60);
    expect(html).toContain(`aria-rowcount="${wireRows(many.messages, false).length + 1}"`);
  });

  test('of nothing is an empty table', () => {
    const html = render(
      <WireView reading={{ ...read('mutual-13.pcapng'), messages: [], packets: [] }} words={words} />,
    );
    expect(html).toContain('aria-rowcount="1"');
    expect(html).not.toContain('role="treegrid"');
  });

  test('of broken packets says which could not be read', () => {
    const file = bytesOf('mutual-12.pcapng');
    const random = randomOf(7);
    for (let n = 0; n < 40; n++) {
      const broken = readFile(mutated(file, random));
      if (broken) expect(render(<WireView reading={broken} words={words} />)).toContain('role="grid"');
    }
  });
});

describe('by key', () => {
  test('the rows are gone through one by one, by tens, and to both ends', () => {
    expect(rowAfterKey('ArrowDown', 0, 20)).toBe(1);
    expect(rowAfterKey('ArrowUp', 0, 20)).toBe(0);
    expect(rowAfterKey('PageDown', 15, 20)).toBe(20);
    expect(rowAfterKey('Home', 15, 20)).toBe(0);
    expect(rowAfterKey('End', 15, 20)).toBe(20);
    expect(rowAfterKey('a', 15, 20)).toBeUndefined();
  });

  test('the row that has the focus stays in the document wherever the list is scrolled to', () => {
    expect(rowsInSight(0, 100, 5000, 4000)).toContain(4000);
    expect(rowsInSight(0, 100, 5000, 4000).length).toBeLessThan(25);
    expect(rowsInSight(0, 100, 0, -1)).toEqual([]);
  });

  test('a chosen row is scrolled to no further than it takes', () => {
    expect(scrolledTo(0, 50, 100)).toBe(0);
    expect(scrolledTo(2, 50, 100)).toBe(50);
    expect(scrolledTo(10, 0, 100)).toBe(11 * ROW - 100);
  });
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
