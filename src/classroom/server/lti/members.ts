import { z } from 'zod';

import { roleFrom } from '../../rules/lti.ts';
import type { LtiPerson, LtiPlatform } from '../../data/index.server.ts';
import { jsonIn, type Access } from './access.ts';
import { SCOPES } from './claims.ts';
import { PlatformFault } from './fetch.ts';
import { nameOf } from './person.ts';

const TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
/** Pages of members: the largest course there is, and an end where a platform's pages lead in a circle. */
const MOST_PAGES = 100;
const MOST_MEMBERS = 5000;

/** Of what a platform sends of a member, what is kept here: no e-mail, no picture (NRPS 2.0, 2.2). */
const member = z.object({
  status: z.string().optional(),
  user_id: z.string().min(1).max(255),
  name: z.string().optional(),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  roles: z.array(z.string()),
});
const container = z.object({ members: z.array(z.unknown()) });

/** Who is in a course now and has a part in it, as its platform says. Rejects with a `PlatformFault`. */
export async function membersAt(access: Access, platform: LtiPlatform, address: string): Promise<LtiPerson[]> {
  const found = new Map<string, LtiPerson>();
  let next: string | undefined = address;
  for (let page = 0; next !== undefined; page++) {
    if (page === MOST_PAGES) throw new PlatformFault('too-long');
    const told = await access.ask(platform, SCOPES.members, next, { headers: { Accept: TYPE } });
    if (told.status !== 200) throw new PlatformFault(`status-${told.status}`);
    const read = container.safeParse(jsonIn(told.text));
    if (!read.success) throw new PlatformFault('no-members');
    for (const one of read.data.members.flatMap(each => personIn(each, platform.issuer))) found.set(one.subject, one);
    if (found.size > MOST_MEMBERS) throw new PlatformFault('too-long');
    next = nextIn(told.headers.get('link'), next);
  }
  return [...found.values()];
}

function personIn(said: unknown, issuer: string): LtiPerson[] {
  const { data } = member.safeParse(said);
  const role = data && roleFrom(data.roles);
  if (!data || !role || (data.status !== undefined && data.status !== 'Active')) return [];
  return [{ issuer, subject: data.user_id, name: nameOf(data), role }];
}

/** The next page's address (RFC 8288, 3); whether it may be asked is seen to when it is. */
function nextIn(header: string | null, from: string): string | undefined {
  for (const [, address, parameters = ''] of (header ?? '').matchAll(/<([^<>]*)>([^<]*)/g))
    if (/;\s*rel\s*=\s*"?next"?\s*(;|,|$)/i.test(parameters)) return URL.parse(address!, from)?.href;
  return undefined;
}
