import type { Answer } from '../http/answer.ts';
import { meIn, type Ask } from '../http/ask.ts';
import { Problem } from '../http/problem.ts';
import { closeElsewhere } from '../university/person.ts';
import { classPath, common } from './common.ts';

export async function showPeople(ask: Ask, link?: string): Promise<Answer> {
  const { people } = ask.room.stores;
  const all = await people.staff();
  const elsewhere = await people.withIdentity(all.map(({ id }) => id));
  const staff = all.map(({ id, name, role }) => ({ id, name, role, elsewhere: elsewhere.has(id) }));
  return { view: { page: 'people', ...common(ask), staff, ...(link !== undefined && { link }) } };
}

/** Takes a teacher's log-in away; the classes stay, with what they did there. */
export async function dismiss(ask: Ask): Promise<Answer> {
  const { stores } = ask.room;
  const { people } = stores;
  const user = await people.byId(ask.params['user']!);
  if (user?.role !== 'teacher') throw new Problem(404);
  await stores.transaction(async inside => {
    await inside.people.update(user.id, { role: 'pupil', passwordHash: null });
    await inside.passkeys.removeAll(user.id);
    await closeElsewhere(inside, user.id);
    await inside.sessions.closeAll(user.id);
    await inside.audit.append({ actor: meIn(ask).user.id, action: 'teacher.dismiss', subject: user.id });
  });
  return { to: classPath(ask, 'people') };
}

export async function healthz({ room }: Ask): Promise<Answer> {
  try {
    await room.stores.ping();
    return { text: 'ok\n', type: 'text/plain;charset=utf-8' };
  } catch {
    return { text: 'the database does not answer\n', type: 'text/plain;charset=utf-8', status: 503 };
  }
}

export async function metrics({ room }: Ask): Promise<Answer> {
  return { text: await room.metrics.text(), type: room.metrics.type };
}
