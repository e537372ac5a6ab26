import type { ClassAsk } from '../http/ask.ts';
import type { ViewOf } from '../views.ts';

/** The pupils of a class whose newest answer to a lesson is near-equal to that of one of them. */
export async function nearOf(
  { klass, room }: ClassAsk,
  userId: string,
  lesson: string,
): Promise<ViewOf<'pupil'>['near']> {
  const { submissions, roster } = room.stores;
  const answers = await submissions.answers(klass.id, lesson);
  const own = answers.find(one => one.userId === userId);
  if (!own) return [];
  const others = answers.flatMap(one => (one === own ? [] : [{ id: one.userId, files: one.files }]));
  const near = await room.nearTo(lesson, own.files, others);
  const members = await Promise.all(near.map(id => roster.member(klass.id, id)));
  return members.flatMap(member => (member ? [{ userId: member.userId, name: member.name }] : []));
}
