import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { event, openClass, type OpenClass } from '../../../testing/classroom/fixture.ts';

const NAME = '지워질 학생';
const CODE = 'the code of one who is deleted';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'class-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

/** How often a text is in the files of the database, its log included. */
function timesOnDisk(path: string, text: string): number {
  const files = readdirSync(path).map(name => readFileSync(join(path, name)));
  return files.reduce((times, bytes) => times + bytes.toString('latin1').split(latin1(text)).length - 1, 0);
}
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

/** Work of several sizes, rewritten and mixed with another pupil's, so that SQLite moves it within and between pages. */
async function work({ stores, class: ours, pupils }: OpenClass): Promise<string> {
  const { userId } = await stores.roster.addPupil(undefined, ours.id, { name: NAME, phraseHash: CODE });
  for (let counter = 1; counter <= 40; counter++) {
    const body = { code: CODE.repeat(1 + (counter % 7) * 20) };
    await stores.work.append(ours.id, userId, [event('gone', counter, { body })]);
    await stores.work.append(ours.id, pupils[0].userId, [event('stays', counter)]);
  }
  for (const name of [`${NAME} 2`, `${NAME} 3`]) await stores.roster.rename('system', ours.id, userId, name);
  return userId;
}

test("a deleted pupil's name and code are in no file of the database", async () => {
  const path = folder();
  const open = await openClass(join(path, 'class.db'));
  onTestFinished(() => open.stores.close());
  const userId = await work(open);
  for (const text of [NAME, CODE]) expect(timesOnDisk(path, text)).toBeGreaterThan(1);
  expect(await open.stores.retention.deletePupil('system', open.class.id, userId)).toEqual({ scrubbed: true });
  for (const text of [NAME, CODE]) expect(timesOnDisk(path, text)).toBe(0);
  expect(await open.stores.work.of(open.class.id, open.pupils[0].userId)).toHaveLength(40);
});

test('a pupil is deleted while the others write', async () => {
  const path = folder();
  const open = await openClass(join(path, 'class.db'));
  onTestFinished(() => open.stores.close());
  const userId = await work(open);
  const { userId: other } = open.pupils[0];
  const write = async (counter: number): Promise<void> => {
    await open.stores.work.append(open.class.id, other, [event('on', counter)]);
    if (counter < 60) await write(counter + 1);
  };
  const [deleted] = await Promise.all([open.stores.retention.deletePupil('system', open.class.id, userId), write(1)]);
  expect(deleted).toEqual({ scrubbed: true });
  expect(timesOnDisk(path, CODE)).toBe(0);
  expect(await open.stores.work.of(open.class.id, other)).toHaveLength(100);
});

test('what another process was still reading is cleaned away by the next sweep', async () => {
  const path = folder();
  const open = await openClass(join(path, 'class.db'));
  onTestFinished(() => open.stores.close());
  const userId = await work(open);
  const reader = new DatabaseSync(join(path, 'class.db'), { readOnly: true });
  reader.exec('begin');
  reader.prepare('select count(*) from event').get();
  const { retention } = open.stores;
  expect(await retention.deletePupil('system', open.class.id, userId)).toEqual({ scrubbed: false });
  expect(await open.stores.work.of(open.class.id, userId)).toEqual([]);
  reader.close();
  expect(await retention.sweep()).toEqual({ pupils: 0, scrubbed: true });
  for (const text of [NAME, CODE]) expect(timesOnDisk(path, text)).toBe(0);
});
