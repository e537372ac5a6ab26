// A build in a process of its own, as tests start them: the cache is HANDSHAKE_CACHE, and the emulator a stand-in that
// takes the given time. Says each notice, and at the end what became of it, in JSON.
import { ensureImageWith } from '../ensure.ts';
import { standIn } from './stand-in.ts';

const say = (line: string): void => console.log(line);
const [milliseconds, journal] = process.argv.slice(2);
const image = await ensureImageWith(standIn({ milliseconds: Number(milliseconds), journal, say }), { onNotice: say });
console.log(JSON.stringify(image));
