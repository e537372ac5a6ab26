import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

import { DataError } from '#src/classroom/data/index.server.ts';
import { event, incompressible, openClass, writeUntilItFails } from './fixture.ts';
import type { FullDisk } from './small-disk.ts';

// Writes into the folder it is told until there is no room, makes some, and says as JSON what has become of it.
const folder = process.argv[2]!;
const ballast = join(folder, 'ballast');
writeFileSync(ballast, Buffer.alloc(512 * 1024));
const url = join(folder, 'class.db');
const { stores, class: ours, pupils } = await openClass(url);
const { userId } = pupils[0];
const write = (counter: number) =>
  stores.work.append(ours.id, userId, [event('a', counter, { body: incompressible() })]);

const { acknowledged, failed } = await writeUntilItFails(write);
if (!(failed instanceof DataError)) throw failed;
rmSync(ballast);
const there = (await stores.work.of(ours.id, userId)).length;
const goesOn = await write(acknowledged + 1).then(({ added }) => added.length === 1);
await stores.close();
const integrity = Object.values(new DatabaseSync(url).prepare('pragma integrity_check').get()!)[0] as string;
const { name, fault, remedy } = failed;
console.log(
  JSON.stringify({ acknowledged, error: { name, fault, remedy }, there, goesOn, integrity } satisfies FullDisk),
);
