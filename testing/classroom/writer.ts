import { once } from 'node:events';
import { writeSync } from 'node:fs';

import { openStores } from '#src/classroom/data/index.server.ts';
import { event } from './fixture.ts';
import { stormBy } from './storm.ts';

/**
 * A process of its own that writes what it is told to, and prints each id once that is acknowledged. It begins when it
 * gets a line, so that several begin at once.
 */
export interface Orders {
  url: string;
  classId: string;
  userId: string;
  device: string;
  /** From which count to which. */
  from: number;
  to: number;
  what: 'events' | 'storm' | 'audit' | 'take';
}

const orders = JSON.parse(process.argv[2]!) as Orders;
const stores = await openStores({ url: orders.url });
const print = (line: string): void => void writeSync(1, `${line}\n`);

const { classId, userId, device } = orders;
const id = (counter: number): string => `${device}-${counter}`;

async function appendEvent(counter: number): Promise<void> {
  const { stored } = await stores.work.append(classId, userId, [event(device, counter)]);
  for (const one of stored) print(`event ${one}`);
}

const DO = {
  events: appendEvent,
  storm: stormBy(stores, orders, print),
  audit: async (counter: number) => {
    await stores.audit.append({ actor: userId, action: 'test', subject: id(counter) });
    print(`audit ${id(counter)}`);
  },
  take: async () => {
    const taken = await stores.submissions.take(device, 60_000);
    if (taken) print(`taken ${taken.id}`);
  },
};

print('ready');
await once(process.stdin, 'data');
for (let counter = orders.from; counter <= orders.to; counter++) await DO[orders.what](counter);
await stores.close();
process.exit();
