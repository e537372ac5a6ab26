import { parseArgs } from 'node:util';

import { backUp, move, openStores, restore } from '../../src/classroom/data/index.server.ts';
import { newInvitation } from '../../src/classroom/server/acts/invitation.ts';
import { LTI_USAGE, ltiCommand } from './lti.ts';
import { databaseOf, existingDatabase } from './place.ts';

const USAGE = `\
npm run class -- backup <file>         writes all that is in the database into a file; the server may run
npm run class -- restore <file>        puts a backup into an empty database; end the server first
npm run class -- move <postgres://...> copies an SQLite database into an empty PostgreSQL; end the server first
npm run class -- audit [<seq>:<hash>]  follows the audit's chain, and compares it with a head that you have noted
npm run class -- owner                 gives a link with which the owner chooses a new password
npm run class -- grade                 grades what is handed in, until ctrl-C; also beside the server, on several computers
npm run class -- worker                the same
  --machines <n> --memory <MiB>        at most so many machines at once, and so much memory for all
${LTI_USAGE}
  --database <file or postgres://...>  which database; that of npm start unless told`;

interface Options {
  machines?: string | undefined;
  memory?: string | undefined;
}

type Command = (database: string, argument: string | undefined, options: Options) => Promise<string>;

const COMMANDS: Readonly<Record<string, Command>> = {
  backup: async (url, file) => {
    await backUp({ url }, needed(file));
    return `All is in ${file}. It holds what is deleted later: keep it no longer than the data may be kept.`;
  },
  restore: async (url, file) => {
    const { counts } = await restore({ url }, needed(file));
    return `Restored, and compared with the backup: ${inWords(counts)}.`;
  },
  move: async (url, target) => {
    const { counts } = await move({ url }, { url: needed(target) });
    return (
      `Copied, and compared row by row count and audit: ${inWords(counts)}.\n` +
      'From now on start the server with DATABASE_URL set to it; the file is as it was, delete it when all is well.'
    );
  },
  audit: async (url, noted) => audit(url, noted),
  owner: url => ownersLink(url),
  grade: (url, _, bounds) => gradeUntilStopped(url, bounds),
  worker: (url, _, bounds) => gradeUntilStopped(url, bounds),
};

/** Loaded only where it is wanted, with the machine behind it. */
async function gradeUntilStopped(url: string, bounds: Options): Promise<string> {
  return (await import('./grade.ts')).grade(url, bounds);
}

/** Does what `args` say, and resolves with what to tell; rejects with what to write instead, or a `DataError`. */
export async function classCommand(args: readonly string[]): Promise<string> {
  if (args[0] === 'lti') return ltiCommand(args.slice(1));
  const text = { type: 'string' } as const;
  const options = { database: text, machines: text, memory: text };
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [name = '', argument, ...more] = positionals;
  const command = Object.hasOwn(COMMANDS, name) && more.length === 0 ? COMMANDS[name] : undefined;
  if (!command) throw new Error(USAGE);
  const place = name === 'restore' ? databaseOf : existingDatabase;
  return command(place(values.database), argument, values);
}

async function audit(url: string, noted: string | undefined): Promise<string> {
  const [, seq, hash] = /^(\d+):([\w-]+)$/.exec(noted ?? '') ?? [];
  if (noted !== undefined && hash === undefined) throw new Error(USAGE);
  const stores = await openStores({ url });
  try {
    const verdict = await stores.audit.verify(hash === undefined ? undefined : { seq: Number(seq), hash });
    if (!verdict.sound) throw new Error(`The audit is not sound: row ${verdict.seq} is ${verdict.fault}.`);
    const { head } = verdict;
    return `The audit is sound, ${head.seq} rows. Note its head elsewhere, to compare with later: ${head.seq}:${head.hash}`;
  } finally {
    await stores.close();
  }
}

async function ownersLink(url: string): Promise<string> {
  const stores = await openStores({ url });
  try {
    const owner = (await stores.people.staff()).find(({ role }) => role === 'owner');
    if (!owner) throw new Error('There is no owner yet: npm start gives a link to become one.');
    const token = await newInvitation(stores, 'system', owner.id, Date.now());
    return `Open this path of the site within a week; it works once: /en/class/invited/?token=${token}`;
  } finally {
    await stores.close();
  }
}

function needed(argument: string | undefined): string {
  if (argument === undefined) throw new Error(USAGE);
  return argument;
}

function inWords(counts: Readonly<Record<string, number>>): string {
  const full = Object.entries(counts).filter(([, count]) => count > 0);
  return full.map(([table, count]) => `${count} ${table}`).join(', ');
}
