// Takes the cache's lock once, in a process of its own, and writes to a journal when it has it and when it lets go.
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { locked } from '../lock.ts';

const [folder, journal] = process.argv.slice(2) as [string, string];
await locked(
  folder,
  () => console.log('waiting'),
  async () => {
    appendFileSync(journal, `${process.pid} in\n`);
    // Long enough for another that believes the lock to be its own.
    await pause(100);
    appendFileSync(journal, `${process.pid} out\n`);
  },
);
