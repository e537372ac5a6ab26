import { isLoopback } from '../../../environment/host-name.ts';
import { environment } from '../../../environment/index.server.ts';
import { clientKey, type ClientKey } from './client-key.ts';

/** A claim's value that makes somebody a teacher. */
export interface TeacherRule {
  claim: string;
  value: string;
}

/** How people log in with the accounts of a university (OpenID Connect Core 1.0). */
export interface UniversitySettings {
  issuer: URL;
  client: string;
  /** With what this server shows the provider who it is. */
  auth: { secret: string } | { key: ClientKey };
  teachers: readonly TeacherRule[];
  /** What the button to it says. */
  name: string;
  scope: string;
  /** This site's origin, by which the provider knows where to send people back to. */
  site: string;
}

const NAMES = [
  'HANDSHAKE_OIDC_ISSUER',
  'HANDSHAKE_OIDC_CLIENT',
  'HANDSHAKE_OIDC_SECRET',
  'HANDSHAKE_OIDC_KEY',
  'HANDSHAKE_OIDC_TEACHERS',
  'HANDSHAKE_OIDC_NAME',
  'HANDSHAKE_OIDC_SCOPE',
  'HANDSHAKE_URL',
] as const;

type Given = ReturnType<typeof environment<(typeof NAMES)[number]>>;
type Env = Readonly<Record<string, string | undefined>>;

/**
 * What is set of a university; undefined where nothing is. Rejects with an error that has a line for each thing that is
 * missing or does not fit, which says what to do.
 */
export async function universityFrom(env: Env = process.env): Promise<UniversitySettings | undefined> {
  const given = environment(NAMES, env);
  const { HANDSHAKE_OIDC_ISSUER: issuer, HANDSHAKE_OIDC_CLIENT: client, HANDSHAKE_URL: site } = given;
  const faults = issuer === undefined ? withoutIssuer(env) : incomplete(given);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  if (issuer === undefined) return undefined;
  const secret = given.HANDSHAKE_OIDC_SECRET;
  return {
    issuer: new URL(issuer),
    client: client!,
    auth: secret === undefined ? { key: await clientKey('HANDSHAKE_OIDC_KEY', given.HANDSHAKE_OIDC_KEY!) } : { secret },
    teachers: given.HANDSHAKE_OIDC_TEACHERS,
    name: given.HANDSHAKE_OIDC_NAME ?? new URL(issuer).hostname,
    scope: given.HANDSHAKE_OIDC_SCOPE,
    site: site!,
  };
}

function withoutIssuer(env: Env): string[] {
  const others = NAMES.filter(name => name !== 'HANDSHAKE_URL' && env[name]);
  return others.map(name => `${name} is set, but HANDSHAKE_OIDC_ISSUER is not: name the provider, or leave out both`);
}

function incomplete(given: Given): string[] {
  const { HANDSHAKE_OIDC_SECRET: secret, HANDSHAKE_OIDC_KEY: key, HANDSHAKE_URL: site } = given;
  return [
    ...(given.HANDSHAKE_OIDC_CLIENT ? [] : ['HANDSHAKE_OIDC_CLIENT is missing: the client_id that the provider gave']),
    ...(secret || key ? [] : ['HANDSHAKE_OIDC_SECRET is missing, or HANDSHAKE_OIDC_KEY: one of them shows who we are']),
    ...(secret && key ? ['HANDSHAKE_OIDC_SECRET and HANDSHAKE_OIDC_KEY are both set: leave out one'] : []),
    ...(site ? plainSite(site) : ['HANDSHAKE_URL is missing: the address that the provider sends people back to']),
  ];
}

/** Whoever read a code on its way could not use it; whoever changed the page on its way could do everything. */
function plainSite(site: string): string[] {
  const { protocol, hostname } = new URL(site);
  if (protocol === 'https:' || isLoopback(hostname)) return [];
  return [`HANDSHAKE_URL=${site} is plain http: a university's log-in needs https`];
}
