/**
 * May this peer do this with this object? The server asks before every
 * request; true lets it happen.
 * - peer: { subject, subjectaltname }, the names in the certificate that
 *   TLS has verified (server.mjs)
 * - verb: what the client wants to do, in its own words: 'read',
 *   'write', or anything else
 * - object: with what, in its own words: '/records/alice/7', or
 *   anything else
 * - store: { people, rules, find }, what the server knows (store.mjs)
 */
export function authorize(peer, verb, object, store) {
  const record = store.find(object);
  const [, name] = /urn:example:user:([a-z0-9]+)/.exec(peer.subjectaltname) ?? [];
  const role = store.people.get(name);
  if (!role || !record) return false;
  return allows(store.rules[role], verb) || (record.owner === name && allows(store.rules.owner, verb));
}

function allows(rules, verb) {
  return rules?.[verb] === true;
}
