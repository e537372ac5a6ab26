import { posix } from 'node:path';

/**
 * What the owner of a record may do with it, and what each role may do
 * with every record. All else is refused.
 */
export const RULES = {
  owner: { read: true, write: true },
  staff: {},
  admin: { read: true, write: false },
};

/**
 * What the server knows: { people, rules, find }.
 * - people: a Map from name to role. Whoever leaves is deleted from it.
 * - rules: like RULES.
 * - find(object): the record { id, owner, text } that a client's words
 *   lead to, or undefined.
 */
export function createStore({ people, rules = RULES, records }) {
  const byId = new Map(records.map(record => [record.id, record]));
  // Only the id counts: /records/alice/7, /records/bob/7 and
  // /records/bob/../7 are the same record.
  const find = object => byId.get(Number(posix.basename(String(object))));
  return { people: new Map(Object.entries(people)), rules, find };
}
