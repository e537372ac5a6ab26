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
  const [, name] = /^URI:urn:example:user:([a-z0-9]+)$/.exec(peer.subjectaltname) ?? [];
  const [path] = /^\/records\/[a-z0-9]+\/[1-9][0-9]*$/.exec(object) ?? [];
  const record = store.find(path);
  if (!record || !store.people.has(name)) return false;
  const rules = { ...store.rules[store.people.get(name)], ...(record.owner === name && store.rules.owner) };
  return Object.hasOwn(rules, verb) && rules[verb];
}
