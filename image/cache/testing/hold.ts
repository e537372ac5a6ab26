// Holds the cache's lock until it is killed, in a process of its own.
import { locked } from '../lock.ts';

await locked(
  process.argv[2]!,
  () => {},
  () => {
    console.log('held');
    return new Promise(() => setInterval(() => {}, 60_000));
  },
);
