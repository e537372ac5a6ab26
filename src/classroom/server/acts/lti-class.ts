import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import type { ViewOf } from '../views.ts';
import { readMembers } from './lti.ts';
import { classPath } from './common.ts';

/** Reads a class's members from its platform again, and has scores that were given up tried again. */
export async function askPlatform(ask: ClassAsk): Promise<Answer> {
  const { klass, room } = ask;
  const { stores, lti } = room;
  for (const platform of await stores.lti.all()) await readMembers(ask, platform, klass.id, true);
  await stores.lti.retry(klass.id);
  lti.tell(klass.id);
  return { to: classPath(ask, klass.id, 'settings') };
}

/** What a teacher is told of the platform that a class comes from; undefined where it comes from none. */
export async function platformView({ klass, room: { stores } }: ClassAsk): Promise<ViewOf<'settings'>['platform']> {
  const [courses, platforms] = await Promise.all([stores.lti.contextsOf(klass.id), stores.lti.all()]);
  const course = courses[0];
  const platform = platforms.find(({ id }) => id === course?.platformId);
  if (!course || !platform) return undefined;
  const { readAt, fault, membershipsUrl } = course;
  const members = { readAt, fault, offered: membershipsUrl !== null };
  return { name: platform.name, members, scores: await stores.lti.state(klass.id) };
}
