import { rosterFrom, toCsv } from '../../rules/csv.ts';
import { nameKey } from '../../rules/names.ts';
import type { Answer } from '../http/answer.ts';
import type { ClassAsk } from '../http/ask.ts';
import { again } from './common.ts';
import { settings, settingsView } from './settings.ts';

export const CSV = 'text/csv;charset=utf-8';

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
  const elsewhere = await room.stores.people.withIdentity(pupils.map(({ userId }) => userId));
  const rows = pupils.map(({ userId, name, joinedAt, phraseHash }) => [
    name,
    phraseHash === null && !elsewhere.has(userId) ? '' : new Date(joinedAt).toISOString(),
  ]);
  return { text: toCsv([['name', 'joined'], ...rows]), type: CSV, file: 'roster.csv' };
}
