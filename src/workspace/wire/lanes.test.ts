import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { wireWordsFor } from '../../i18n/wire-words.ts';
import { inProject } from '../../project.server.ts';
import { readFile } from '../../wire/read.ts';
import { laneLabel, laneTitle } from './lane-words.ts';
import { lanesOf } from './lanes.ts';

const read = (name: string) =>
  readFile(new Uint8Array(readFileSync(inProject('testing/wire/fixture', name))))!.messages;
const messages = read('mutual-13.pcapng');
const titles = (...ends: NonNullable<Parameters<typeof lanesOf>[1]>) =>
  lanesOf(messages, ends).all.map(lane => laneTitle(lane, wireWordsFor('en')));
const [client, server] = lanesOf(messages).all;

test('an end that the lesson does not name goes by its certificate', () => {
  expect(titles()).toEqual([client!.claims, server!.claims]);
});

test('the first name that fits an end is its own: by the signer of its certificate, its place or its side', () => {
  const { issuer } = client!;
  expect(issuer).toBeTruthy();
  expect(titles({ side: 'client', name: 'mallory', issuer: `${issuer}!` }, { side: 'client', name: 'alice' })).toEqual([
    'alice',
    server!.claims,
  ]);
  expect(titles({ side: 'client', name: 'alice', issuer: issuer! }, { side: 'client', name: 'anybody' })[0]).toBe(
    'alice',
  );
  expect(titles({ side: 'server', name: 'second', nth: 2 }, { side: 'server', name: 'first', nth: 1 })[1]).toBe(
    'first',
  );
});

test('ends that share a lane have a name where it is the same for all', () => {
  const many = Array.from({ length: 5 }, (_, n) =>
    messages.map(message => ({ ...message, [message.side === 'client' ? 'from' : 'to']: { address: 'x', port: n } })),
  ).flat();
  const ends = [{ side: 'client', name: 'strangers' }] as const;
  expect(lanesOf(many, ends).all[0]).toMatchObject({ named: 'strangers', ends: { length: 5 } });
  const mixed = [{ side: 'client', name: 'alice', nth: 1 }, ...ends] as const;
  expect(lanesOf(many, mixed).all[0]?.named).toBeUndefined();
});

test('a name stands before what is known of the end', () => {
  const [lane] = lanesOf(messages, [{ side: 'client', name: 'mallory' }]).all;
  expect(laneLabel(lane!, wireWordsFor('en'))).toMatch(/^mallory \(client, port \d+\), by its certificate /);
});
