import { randomUUID } from 'node:crypto';
import { z } from 'zod';

import { LANGS } from '../../../i18n/strings.ts';
import type { ClassWords } from '../../../i18n/class-words.ts';
import type { LtiPlatform } from '../../data/index.server.ts';
import type { LinkedLesson } from '../classroom.ts';
import type { Answer } from '../http/answer.ts';
import type { Ask } from '../http/ask.ts';
import { newToken } from '../tokens.ts';
import { DEEP_LINKING, LTI, type DeepLinking } from './claims.ts';
import { originsOf } from './fetch.ts';
import { escaped, page } from './html.ts';
import { LAUNCH_PATH, originOf } from './login.ts';
import { Refused } from './refused.ts';
import { platformOrigin } from '../../rules/lti.ts';

const PURPOSE = 'lti-choice';
/** Ms in which somebody chooses. */
const HOLDS = 60 * 60_000;
/** In place of a lesson's exercise: the class itself. */
const CLASS = 'class';

const asked = z.object({
  platformId: z.string(),
  deployment: z.string(),
  returnTo: z.string(),
  data: z.string().optional(),
  many: z.boolean(),
  grades: z.boolean(),
  lang: z.enum(LANGS),
});
type Asked = z.infer<typeof asked>;

/** The page on which a teacher chooses the lessons that a platform is to link to (Deep Linking 2.0, 4.4). */
export async function choicePage(
  ask: Ask,
  { platform, message, words }: { platform: LtiPlatform; message: DeepLinking; words: ClassWords },
): Promise<Answer> {
  const settings = message[`${DEEP_LINKING}deep_linking_settings`];
  const origin = platformOrigin(settings.deep_link_return_url);
  if (origin === undefined || !originsOf(platform).includes(origin)) throw new Refused('services');
  if (!settings.accept_types.includes('ltiResourceLink')) throw new Refused('message');
  const wish: Asked = {
    ...{ platformId: platform.id, deployment: message[`${LTI}deployment_id`], lang: ask.lang },
    ...{ returnTo: settings.deep_link_return_url, data: settings.data },
    ...{ many: settings.accept_multiple !== false, grades: settings.accept_lineitem !== false },
  };
  const token = newToken();
  await ask.room.stores.tickets.put(PURPOSE, token, wish, ask.room.now() + HOLDS);
  const { choose } = words.lti;
  const body = `<form method="post" action="/lti/choose">
<input type="hidden" name="token" value="${token}">
<p>${escaped(wish.many ? choose.many : choose.one)}</p>
<ul>
${[{ exercise: CLASS, title: choose.class }, ...ask.room.lessonsIn(ask.lang)].map(one => field(one, wish.many)).join('\n')}
</ul>
<button class="button">${escaped(choose.take)}</button>
</form>`;
  return page({ lang: ask.lang, title: choose.title, body, frames: originsOf(platform), formTo: "'self'" });
}

function field({ exercise, title }: Pick<LinkedLesson, 'exercise' | 'title'>, many: boolean): string {
  const input = many
    ? `<input type="checkbox" name="lesson-${exercise}" value="1">`
    : `<input type="radio" name="lesson" value="${exercise}" required>`;
  return `<li><label>${input} ${escaped(title)}</label></li>`;
}

/** What was chosen, signed, on its way back to the platform. Rejects with `Refused`. */
export async function chosen(ask: Ask, wordsFor: (lang: Asked['lang']) => ClassWords): Promise<Answer> {
  const { stores, now, lti } = ask.room;
  const form = await ask.form();
  const taken = asked.safeParse(await stores.tickets.take(PURPOSE, form['token'] ?? ''));
  if (!taken.success) throw new Refused('choice');
  const wish = taken.data;
  const platform = await stores.lti.platform(wish.platformId);
  if (!platform) throw new Refused('platform');
  const words = wordsFor(wish.lang);
  const chosenNames = [form['lesson'], ...Object.keys(form).map(name => /^lesson-(.+)$/.exec(name)?.[1])];
  const lessons = [{ exercise: CLASS, title: words.lti.choose.class }, ...ask.room.lessonsIn(wish.lang)];
  const items = lessons.filter(({ exercise }) => chosenNames.includes(exercise)).slice(0, wish.many ? undefined : 1);
  const jwt = await lti.key.sign(
    {
      ...{ iss: platform.clientId, aud: platform.issuer, nonce: randomUUID() },
      [`${LTI}deployment_id`]: wish.deployment,
      [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}version`]: '1.3.0',
      [`${DEEP_LINKING}content_items`]: items.map(item => itemOf(ask, item, wish.grades)),
      ...(wish.data !== undefined && { [`${DEEP_LINKING}data`]: wish.data }),
    },
    now(),
  );
  const body = `<form method="post" action="${escaped(wish.returnTo)}">
<input type="hidden" name="JWT" value="${jwt}">
<button class="button">${escaped(words.lti.choose.back)}</button>
</form>`;
  return page({
    ...{ lang: wish.lang, title: words.lti.choose.title, body, script: 'document.forms[0].submit()' },
    // A platform may lead on from there to another of its hosts, which counts as well (CSP 3, 6.4.1).
    ...{ frames: originsOf(platform), formTo: originsOf(platform).join(' ') },
  });
}

/** A link to a lesson, with a column in the platform's gradebook (Deep Linking 2.0, 3.1). */
function itemOf(ask: Ask, { exercise, title }: Pick<LinkedLesson, 'exercise' | 'title'>, grades: boolean): object {
  const isLesson = exercise !== CLASS;
  return {
    type: 'ltiResourceLink',
    title,
    url: `${originOf(ask)}${LAUNCH_PATH}${isLesson ? `?lesson=${exercise}` : ''}`,
    window: { targetName: '_blank' },
    ...(isLesson && grades && { lineItem: { scoreMaximum: 100, label: title, resourceId: exercise } }),
  };
}
