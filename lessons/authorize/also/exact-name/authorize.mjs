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
  for (const [name, role] of store.people) {
    if (peer.subjectaltname !== `URI:urn:example:user:${name}`) continue;
    const relations = record ? [role, ...(record.owner === name ? ['owner'] : [])] : [];
    return relations.some(relation => new Map(Object.entries(store.rules[relation] ?? {})).get(verb));
  }
  return false;
}
