import { rosterFrom, toCsv } from '../../rules/csv.ts';
import { nameKey } from '../../rules/names.ts';
import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import { again } from './common.ts';
import { settings, settingsView } from './settings.ts';

const CSV = 'text/csv;charset=utf-8';

/** Puts the names of a CSV file on the list; each waits there for its pupil, who comes by the class's code. */
export async function importRoster(ask: ClassAsk): Promise<Answer> {
  const { me, klass, room } = ask;
  const { file = '', pasted = '' } = await ask.form();
  const roster = rosterFrom(file || pasted);
  if (!roster || (roster.names.length === 0 && roster.refused.length === 0))
    return again(await settingsView(ask), 'csv', { pasted });
  const there = new Set((await room.stores.roster.members(klass.id, 'pupil')).map(({ name }) => nameKey(name)));
  const names = roster.names.filter(name => !there.has(nameKey(name)));
  await room.stores.roster.addPupils(
    me.user.id,
    klass.id,
    names.map(name => ({ name, phraseHash: null })),
  );
  return settings(ask, { added: { names: names.length, refused: roster.refused } });
}

export async function exportRoster({ klass, room }: ClassAsk): Promise<Answer> {
  const pupils = await room.stores.roster.members(klass.id, 'pupil');
  const rows = pupils.map(({ name, joinedAt, phraseHash }) => [
    name,
    phraseHash === null ? '' : new Date(joinedAt).toISOString(),
  ]);
  return { text: toCsv([['name', 'joined'], ...rows]), type: CSV, file: 'roster.csv' };
}

/** A row for each pupil, a column for each lesson that anybody has touched: 0 to 100, nothing where nothing was checked. */
export async function gradebook({ klass, room }: ClassAsk): Promise<Answer> {
  const { stores, boards } = room;
  const [pupils, overrides, submissions] = await Promise.all([
    stores.roster.members(klass.id, 'pupil'),
    stores.grades.overrides(klass.id),
    stores.submissions.list({ classId: klass.id }),
  ]);
  const given = new Map(overrides.map(({ userId, lesson, grade }) => [`${userId} ${lesson}`, grade]));
  const judged = new Map(submissions.map(({ userId, lesson, status }) => [`${userId} ${lesson}`, status]));
  return boards.look(klass.id, ({ cells }) => {
    const touched = new Set([...cells.values()].flatMap(own => [...own.keys()]));
    const lessons = [...touched].sort();
    const rows = pupils.map(({ userId, name }) => [
      name,
      ...lessons.flatMap(lesson => {
        const key = `${userId} ${lesson}`;
        return [given.get(key) ?? reached(cells.get(userId)?.get(lesson)), judged.get(key) ?? ''];
      }),
    ]);
    const head = ['name', ...lessons.flatMap(lesson => [lesson, `${lesson} status`])];
    return { text: toCsv([head, ...rows]), type: CSV, file: 'grades.csv' };
  });
}

function reached(cell: { passed: number; total: number } | undefined): number | string {
  if (!cell || cell.total === 0) return '';
  return Math.round((100 * cell.passed) / cell.total);
}
