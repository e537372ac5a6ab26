import type { JWTPayload } from 'jose';
import type { z } from 'zod';

import { classWordsFor } from '../../../i18n/class-words.ts';
import { LANGS, type Lang } from '../../../i18n/strings.ts';
import { roleFrom } from '../../rules/lti.ts';
import type { ClassRole, LtiPlatform } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import type { Ask } from '../http/ask.ts';
import { countTry } from '../limits.ts';
import { choicePage, chosen } from '../lti/choice.ts';
import { deepLinking, GRADES, LTI, MEMBERS, resourceLaunch, SCOPES, type ResourceLaunch } from '../lti/claims.ts';
import { originsOf } from '../lti/fetch.ts';
import { escaped, page } from '../lti/html.ts';
import { begunBy, CHOOSE_PATH, sentOn, stateOf, targetOf } from '../lti/login.ts';
import { nameOf, shortened } from '../lti/person.ts';
import { Refused } from '../lti/refused.ts';
import { claimsIn } from '../lti/token.ts';
import { atClass, classPath } from './common.ts';
import { enter, isPlain } from './entrance.ts';

/** The tool's public keys. */
export async function keys({ room }: Ask): Promise<Answer> {
  return { json: await room.lti.key.publicSet() };
}

/** A platform begins a launch: the browser is sent back to it, with what it must answer to. */
export function login(given: Ask): Promise<Answer> {
  const ask = { ...given, lang: langOf(given) };
  return told(ask, async () => {
    await countTry(ask.room.stores, 'lti', { address: ask.address });
    if (isPlain(ask)) throw new Refused('https');
    const { begun, platform } = await begunBy(ask);
    const target = targetOf(ask, begun.target_link_uri);
    if (isFramed(ask) && target.pathname !== CHOOSE_PATH) return newWindow(ask, begun, platform);
    return sentOn(ask, { begun, platform });
  });
}

/** A platform says who somebody is and what for they come; believed for its signature alone. */
export function launch(given: Ask): Promise<Answer> {
  const ask = { ...given, lang: langOf(given) };
  return told(ask, async () => {
    await countTry(ask.room.stores, 'lti', { address: ask.address });
    const form = await ask.form();
    const state = await stateOf(ask, form['state'] ?? '');
    if (form['error'] !== undefined) throw new Refused('denied');
    const platform = await ask.room.stores.lti.platform(state.platformId);
    if (!platform) throw new Refused('platform');
    const { nonce, target } = state;
    const now = ask.room.now();
    const claims = await claimsIn(form['id_token'] ?? '', { platform, keys: ask.room.lti.keys, nonce, now });
    if (!platform.deployments.includes(String(claims[`${LTI}deployment_id`]))) throw new Refused('deployment');
    const speaking = { ...ask, lang: langOf(ask, localeIn(claims)) };
    if (claims[`${LTI}message_type`] !== 'LtiDeepLinkingRequest')
      return enterBy(speaking, { platform, target, message: read(resourceLaunch, claims) });
    const message = read(deepLinking, claims);
    if (roleFrom(message[`${LTI}roles`]) !== 'teacher') throw new Refused('role');
    return choicePage(speaking, { platform, message, words: classWordsFor(speaking.lang) });
  });
}

/** A teacher has chosen lessons for a platform. */
export function choose(given: Ask): Promise<Answer> {
  const ask = { ...given, lang: langOf(given) };
  return told(ask, () => chosen(ask, classWordsFor));
}

/** Somebody comes in, into the class of their course. */
async function enterBy(
  ask: Ask,
  { platform, target, message }: { platform: LtiPlatform; target: string; message: ResourceLaunch },
): Promise<Answer> {
  const { stores, lti } = ask.room;
  // What the launch began with was not signed.
  if (message[`${LTI}target_link_uri`] !== target) throw new Refused('target');
  const lesson = lessonAt(ask, targetOf(ask, target));
  const role = roleFrom(message[`${LTI}roles`]);
  if (!role) throw new Refused('role');
  const entered = await entering(ask, platform, message, role);
  const { classId } = entered;
  await stores.lti.putLink({
    ...{ platformId: platform.id, deployment: message[`${LTI}deployment_id`], classId },
    ...{ link: message[`${LTI}resource_link`].id, lesson: lesson?.exercise ?? null, lineItem: lineItemOf(message) },
  });
  lti.tell(classId);
  const isPupil = entered.role === 'pupil';
  if (!isPupil) await readMembers(ask, platform, classId);
  const user = (await stores.people.byId(entered.userId))!;
  ask.room.log('info', 'lti launch', { role: entered.role });
  const entry = await enter(ask, user, isPupil && lesson ? lesson.path : classPath(ask, classId));
  return 'to' in entry ? { ...entry, cookies: [...(entry.cookies ?? []), atClass(ask, classId)] } : entry;
}

async function entering(ask: Ask, platform: LtiPlatform, message: ResourceLaunch, role: ClassRole) {
  const { unnamed, newClass } = classWordsFor(ask.lang).lti;
  const { id: context, title, label } = message[`${LTI}context`];
  const key = { platformId: platform.id, deployment: message[`${LTI}deployment_id`], context };
  const person = { issuer: platform.issuer, subject: message.sub, name: nameOf(message), role };
  const entered = await ask.room.stores.lti.enter(key, person, {
    title: shortened(title) ?? shortened(label) ?? newClass,
    fallback: unnamed,
    membershipsUrl: message[MEMBERS]?.context_memberships_url ?? null,
  });
  if (!entered) throw new Refused('begin');
  return entered;
}

/** Reads who else is in the courses of a class; `anew` although it was just done. */
export async function readMembers(ask: Ask, platform: LtiPlatform, classId: string, anew = false): Promise<void> {
  const { stores, lti } = ask.room;
  const { unnamed } = classWordsFor(ask.lang).lti;
  for (const course of await stores.lti.contextsOf(classId))
    if (course.platformId === platform.id) lti.readMembers(platform, course, unnamed, anew);
}

/** The lesson that a target names; none for the class itself. Throws `Refused` for one that is not there. */
function lessonAt(ask: Ask, target: URL) {
  const named = target.searchParams.get('lesson');
  if (named === null) return undefined;
  const lesson = ask.room.lessonsIn(ask.lang).find(({ exercise }) => exercise === named);
  if (!lesson) throw new Refused('target');
  return lesson;
}

function lineItemOf(message: ResourceLaunch): string | null {
  const { scope, lineitem } = message[GRADES] ?? { scope: [] };
  return (lineitem !== undefined && scope.includes(SCOPES.score) && URL.parse(lineitem)?.href) || null;
}

/** The claims of a message, or why they are none. */
function read<T extends z.ZodType>(schema: T, claims: JWTPayload): z.infer<T> {
  const result = schema.safeParse(claims);
  if (result.success) return result.data;
  const about = result.error.issues.map(({ path }) => path[0]);
  throw new Refused(about.includes('sub') ? 'person' : about.includes(`${LTI}context`) ? 'course' : 'message');
}

/** Whether the answer will stand in a frame (Fetch Metadata, 2.1). */
function isFramed({ request }: Ask): boolean {
  return ['iframe', 'frame', 'embed', 'object'].includes(String(request.headers['sec-fetch-dest']));
}

/**
 * In a frame nobody can work here: browsers keep our cookies from it, and the page is not cross-origin isolated. So the
 * launch begins anew in a window of its own.
 */
function newWindow(ask: Ask, begun: object, platform: LtiPlatform): Answer {
  const { window } = classWordsFor(ask.lang).lti;
  const again = new URLSearchParams(begun as Record<string, string>);
  const body = `<p>${escaped(window.why)}</p>
<p><a class="button" href="/lti/login?${escaped(String(again))}" target="_blank" rel="noopener">${escaped(window.open)}</a></p>`;
  return page({ lang: ask.lang, title: window.title, body, frames: originsOf(platform) });
}

/** What `work` answers, or in words why not. That page holds nothing but words, so it may stand in anybody's frame. */
async function told(ask: Ask, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    ask.room.log('info', 'lti refused', { why: error.why });
    const { refused } = classWordsFor(ask.lang).lti;
    const body = `<p>${escaped(refused[error.why])}</p>\n<p>${escaped(refused.code)} <code>${error.why}</code></p>`;
    return page({ lang: ask.lang, title: refused.title, body, frames: ['*'], status: 400 });
  }
}

function localeIn(claims: JWTPayload): string | undefined {
  const said = claims[`${LTI}launch_presentation`] as { locale?: unknown } | undefined;
  return typeof said?.locale === 'string' ? said.locale : undefined;
}

/** The language that a platform names, or the browser asks for first. */
function langOf({ request }: Ask, locale?: string): Lang {
  const wanted = /[a-z]{2}/i.exec(locale ?? request.headers['accept-language'] ?? '')?.[0].toLowerCase();
  return LANGS.find(lang => lang === wanted) ?? 'en';
}
