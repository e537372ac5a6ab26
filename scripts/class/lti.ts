import { parseArgs } from 'node:util';

import { openStores, type LtiPlatform, type Stores } from '../../src/classroom/data/index.server.ts';
import { platformFrom, type Written } from './lti-platform.ts';
import { existingDatabase } from './place.ts';

export const LTI_USAGE = `\
npm run class -- lti list              tells which learning platforms may launch here (LTI 1.3), and what they have to know
npm run class -- lti add               registers one; with an issuer and client that are known, changes that one
  --issuer <https://...> --client <id> --auth <https://...> --token <https://...> --keys <https://...>
  --deployment <id>                    once for each deployment that may launch
  --service <https://...>              once for each other host at which its gradebook or members are
  --name <words>                       what teachers see it called
npm run class -- lti remove <id>       no longer lets it in; its classes stay`;

type Act = (stores: Stores, argument: string | undefined, written: Written) => Promise<string>;

const ACTS: Readonly<Record<string, Act>> = {
  list: async ({ lti }) => {
    const all = await lti.all();
    return [...(all.length === 0 ? ['No learning platform is registered.'] : all.map(inWords)), GIVE].join('\n');
  },
  add: async ({ lti }, _, written) => `${inWords(await lti.put('system', platformFrom(written)))}\n${GIVE}`,
  remove: async ({ lti }, id) => {
    if (id === undefined) throw new Error(LTI_USAGE);
    if (!(await lti.platform(id))) throw new Error(`No platform has the id ${id}: npm run class -- lti list`);
    await lti.remove('system', id);
    return 'It is let in no more. Its classes are here as before, with everybody in them.';
  },
};

const GIVE = `\
What a platform has to know of this server, behind its address (https://...):
  /lti/launch   tool URL and redirection URI; ?lesson=<name> behind it leads to a lesson
  /lti/login    initiate login URL
  /lti/keys     public keyset URL
  /lti/choose   content selection (deep linking) URL`;

/** Does what stands behind `lti`, and resolves with what to tell; rejects with what to write instead. */
export async function ltiCommand(args: readonly string[]): Promise<string> {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ database: text, name: text, issuer: text, client: text, auth: text, token: text, keys: text },
      ...{ deployment: list, service: list },
    },
  });
  const [name = '', argument, ...more] = positionals;
  const act = Object.hasOwn(ACTS, name) && more.length === 0 ? ACTS[name] : undefined;
  if (!act || (argument !== undefined && name !== 'remove')) throw new Error(LTI_USAGE);
  const stores = await openStores({ url: existingDatabase(values.database) });
  try {
    return await act(stores, argument, values);
  } finally {
    await stores.close();
  }
}

function inWords({ id, name, issuer, clientId, deployments, services }: LtiPlatform): string {
  const where = services.length > 0 ? `, services at ${services.join(' ')}` : '';
  return `${id}  ${name}: issuer ${issuer}, client ${clientId}, deployments ${deployments.join(' ')}${where}`;
}
