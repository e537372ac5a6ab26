import { platformOrigin } from '../../src/classroom/rules/lti.ts';
import type { NewLtiPlatform } from '../../src/classroom/data/index.server.ts';

/** What was written behind `lti add`. */
export interface Written {
  name?: string | undefined;
  issuer?: string | undefined;
  client?: string | undefined;
  auth?: string | undefined;
  token?: string | undefined;
  keys?: string | undefined;
  deployment?: string[] | undefined;
  service?: string[] | undefined;
}

const NEEDED = {
  issuer: 'the platform itself, letter by letter as it writes it (Moodle: Platform ID; Canvas: its own word for all)',
  client: 'what the platform calls this tool (Client ID)',
  auth: 'where it says who somebody is (Authentication request URL)',
  token: 'where it gives access tokens (Access token URL)',
  keys: 'where its public keys are (Public keyset URL)',
} as const;
const ADDRESSES = ['issuer', 'auth', 'token', 'keys'] as const;

/** The platform that was written down. Throws with every mistake in it, and what to write instead. */
export function platformFrom(written: Written): NewLtiPlatform {
  const deployments = written.deployment ?? [];
  const mistakes = [
    ...Object.entries(NEEDED).flatMap(([option, meaning]) =>
      written[option as keyof typeof NEEDED] ? [] : [`--${option} is missing: ${meaning}.`],
    ),
    ...(deployments.some(Boolean) ? [] : ['--deployment is missing: the id of a deployment that may launch.']),
    ...ADDRESSES.flatMap(option => noAddress(option, written[option])),
    ...(written.service ?? []).flatMap(one => noAddress('service', one)),
  ];
  if (mistakes.length > 0) throw new Error(['Nothing was registered.', ...mistakes].join('\n'));
  const { issuer, client, auth, token, keys, name, service = [] } = written as Required<Written>;
  return {
    name: name ?? new URL(issuer!).hostname,
    ...{ issuer: issuer!, clientId: client!, authUrl: auth!, tokenUrl: token!, jwksUrl: keys! },
    ...{ deployments: [...new Set(deployments)], services: service.map(one => new URL(one).origin) },
  };
}

function noAddress(option: string, address: string | undefined): string[] {
  if (!address || platformOrigin(address) !== undefined) return [];
  return [`--${option} ${address} is no address that begins with https://, without a name or password in it.`];
}
