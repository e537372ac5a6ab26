import { X509Certificate } from 'node:crypto';

import { createStore, RULES } from '#work/store.mjs';

/** A small company: names, ids and texts differ from run to run. Everybody owns one record, `others` (roles by name) too. */
export function company(t, rules = RULES, others = {}) {
  const [ann, ben, boss] = ['a', 'b', 'c'].map(letter => letter + t.text(5));
  const ids = { [ann]: t.int(100, 499), [ben]: t.int(500, 899), [boss]: t.int(1000, 1999) };
  Object.keys(others).forEach((name, at) => { ids[name] = t.int(3000, 3999) + 1000 * at; });
  const store = createStore({
    people: { [ann]: 'staff', [ben]: 'staff', [boss]: 'admin', ...others },
    rules,
    records: Object.entries(ids).map(([owner, id]) => ({ id, owner, text: t.text(20) })),
  });
  const id = name => ids[name];
  return { store, ann, ben, boss, id, path: name => `/records/${name}/${id(name)}`, unused: t.int(2000, 2999) };
}

/** What server.mjs makes of a certificate of our CA for this name. */
export function peer(name) {
  return { subject: { CN: name, O: 'Handshake' }, subjectaltname: `URI:urn:example:user:${name}` };
}

/** The same, from a certificate that our CA really has signed. */
export function certified(t, file) {
  const { subject, subjectaltname } = new X509Certificate(t.pki(`${file}.crt`)).toLegacyObject();
  return { subject, subjectaltname };
}
