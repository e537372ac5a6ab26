import { readFileSync } from 'node:fs';
import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';

import { wireWordsFor } from '../../i18n/wire-words.ts';
import { inProject } from '../../project.server.ts';
import { readFile } from '../../wire/read.ts';
import { lanesOf } from './lanes.ts';
import { Picture } from './Picture.tsx';
import { wireRows } from './rows.ts';

const read = (name: string) => readFile(new Uint8Array(readFileSync(inProject('testing/wire/fixture', name))))!;
const words = wireWordsFor('en');

test('the picture has each row of the table, its ends by name, and brings its colours', () => {
  const reading = read('refused/stranger-13.pcapng');
  const svg = render(<Picture reading={reading} words={words} />);
  const rows = wireRows(reading.messages, false);
  expect(svg.match(/class="wire-drawn /g)).toHaveLength(rows.length);
  expect(svg).toContain('>alice<');
  expect(svg).toContain('class="failed"');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).not.toMatch(/var\(--|undefined|NaN/);
});

test('a few ends have a lane each, clients first; of many the clients share one', () => {
  const { messages } = read('mutual-13.pcapng');
  const sides = (all: typeof messages) => lanesOf(all).all.map(({ side, ends }) => `${side} ${ends.length}`);
  expect(sides(messages)).toEqual(['client 1', 'server 1']);
  const from = (port: number) =>
    messages.map(message => ({
      ...message,
      from: message.side === 'client' ? { ...message.from, port } : message.from,
      to: message.side === 'client' ? message.to : { ...message.to, port },
    }));
  expect(sides([...from(1), ...from(2)])).toEqual(['client 1', 'client 1', 'server 1']);
  expect(sides([1, 2, 3, 4, 5].flatMap(from))).toEqual(['client 5', 'server 1']);
});

test('a lane says who it is by its own certificate only', () => {
  expect(lanesOf(read('mutual-13.pcapng').messages).all.map(({ claims }) => claims)).toEqual(['alice', 'ec.shop.test']);
  expect(lanesOf(read('refused/distrust-13.pcapng').messages).all.map(({ claims }) => claims)).toEqual([
    undefined,
    'ec.shop.test',
  ]);
});
