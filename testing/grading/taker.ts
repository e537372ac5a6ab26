import { openStores } from '../../src/classroom/data/index.server.ts';

// A worker that takes a submission and is then silent until it is killed.
// Usage: node taker.ts <database> <now, ms> <lease, ms>
const [url = '', now = '', leaseMs = ''] = process.argv.slice(2);
const stores = await openStores({ url, now: () => Number(now) });
const taken = await stores.submissions.take('taker', Number(leaseMs));
console.log(`has ${taken?.id}`);
setInterval(() => {}, 1_000);
