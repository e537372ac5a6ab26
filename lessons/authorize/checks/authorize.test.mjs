import { once } from 'node:events';

import { attack, check } from '#check';
import { close, collect, dialTls, listening } from '#check/wire';
import { authorize } from '#work/authorize.mjs';
import { startRecords } from '#work/server.mjs';
import { createStore, RULES } from '#work/store.mjs';

import { certified, company, peer } from './company.mjs';

// A first handshake took the emulated machine ten seconds on a busy computer; half a second is usual.
const LIMIT = 20_000;

check('own-record', t => {
  const { store, ann, path } = company(t);
  for (const verb of ['read', 'write']) {
    const answer = authorize(peer(ann), verb, path(ann), store);
    if (typeof answer?.then === 'function') t.fail('authorize gives true or false', 'promise', { actual: answer });
    judged(t, { peer: peer(ann), verb, object: path(ann), store }, true, `may the owner of a record ${verb} it?`);
  }
});

check('others-records', t => {
  const { store, ann, ben, path } = company(t);
  for (const verb of ['read', 'write']) {
    judged(t, { peer: peer(ben), verb, object: path(ann), store }, false, `may somebody else ${verb} it?`);
  }
});

check('rules', t => {
  const [shred, stamp, peek, role] = [t.text(6), t.text(6), t.text(6), t.text(6)];
  const rules = { owner: { ...RULES.owner, [shred]: true }, staff: { [peek]: true }, admin: RULES.admin, [role]: { [stamp]: true } };
  const [clerk, guest] = [`f${t.text(5)}`, `g${t.text(5)}`];
  const { store, ann, ben, boss, path } = company(t, rules, { [clerk]: role, [guest]: t.text(6) });
  t.evidence('rules', rules);
  const allows = (relation, verb) => rules[relation]?.[verb] === true;
  const who = (name, owner) => `${store.people.get(name)}${name === guest ? ', a role without rules,' : ''}${name === owner ? ' and owner' : ''}`;
  // All of it: whoever, whatever, with everybody's record.
  for (const name of [boss, ann, ben, clerk, guest]) {
    for (const owner of [boss, ann, ben, clerk, guest]) {
      for (const verb of ['read', 'write', shred, stamp, peek, `x${t.text(5)}`]) {
        const expected = allows(store.people.get(name), verb) || (name === owner && allows('owner', verb));
        const request = { peer: peer(name), verb, object: path(owner), store };
        judged(t, request, expected, `may a peer who is ${who(name, owner)} ${verb} the record?`);
      }
    }
  }
});

check('default-deny', t => {
  const { store, ann, boss, path, unused } = company(t);
  const guest = `g${t.text(5)}`;
  store.people.set(guest, t.text(6));
  const known = peer(ann);
  denied(t, { peer: known, verb: `x${t.text(5)}`, object: path(ann), store }, 'may a verb be done that is in no rule?');
  denied(t, { peer: known, verb: 'READ', object: path(ann), store }, 'may a verb be done that is in no rule?');
  denied(t, { peer: known, verb: undefined, object: path(ann), store }, 'may a request without a verb be done?');
  denied(t, { peer: known, verb: 'read', object: undefined, store }, 'may a request without an object be done?');
  denied(t, { peer: known, verb: 'read', object: '/', store }, 'may something be read that is no record?');
  denied(t, { peer: known, verb: 'read', object: `/records/${ann}/${unused}`, store }, 'may a record be read that is not there?');
  denied(t, { peer: peer(boss), verb: 'read', object: `/records/${ann}/${unused}`, store }, 'may an admin read a record that is not there?');
  denied(t, { peer: peer(`h${t.text(5)}`), verb: 'read', object: path(ann), store }, 'may a peer read who is not in store.people?');
  denied(t, { peer: peer(guest), verb: 'read', object: path(ann), store }, 'may a peer read whose role has no rules?');
});

check('over-the-wire', { limit: 30_000 }, async t => {
  const ids = { alice: t.int(100, 499), bob: t.int(500, 899) };
  const texts = { alice: t.text(20), bob: t.text(20) };
  const { port } = await serve(t, ids, texts);
  const socket = await enter(t, port, 'bob');
  t.equal(await ask(t, socket, `read /records/bob/${ids.bob}`), texts.bob, 'what bob reads in his record');
  t.equal(await ask(t, socket, `read /records/alice/${ids.alice}`), 'refused', "what bob reads in alice's record");
  const changed = t.text(12);
  t.equal(await ask(t, socket, `write /records/bob/${ids.bob} ${changed}`), changed, "bob's record, after he wrote");
});

attack('other-names', { legit: 'own-record' }, t => {
  const { store, ann, ben, id } = company(t);
  for (const [object, outcome] of [
    [`/records/${ben}/${id(ann)}`, 'folder'],
    [`/records/${ben}/../${ann}/${id(ann)}`, 'folder'],
    [`/records/${ben}/../../records//${ann}/${id(ann)}/`, 'folder'],
    [`/records/${ann}/0${id(ann)}`, 'spelling'],
    [`/records/${ann}/${id(ann)}.0`, 'spelling'],
    [`0x${id(ann).toString(16)}`, 'spelling'],
    [String(id(ann)), 'spelling'],
    [id(ann), 'spelling'],
    // Cleaned up, each of these is a path to a record of ben's own.
    ...['?', '#', ';', '?x=', '%3f', ' ', '\t', '\n', '//', '/..;'].flatMap(mark => [
      [`/records/${ben}/${id(ben)}${mark}/${id(ann)}`, 'cleaned'],
      [`/records/${ben}/${id(ben)}${mark}/../${id(ann)}`, 'cleaned'],
    ]),
    [`/records/${ann}/${id(ann)}/../../${ben}/${id(ben)}?/${id(ann)}`, 'cleaned'],
    [`http://${ann}.test/records/${ben}/${id(ben)}?/../${id(ann)}`, 'cleaned'],
  ]) for (const verb of ['read', 'write']) repelled(t, { peer: peer(ben), verb, object, store }, outcome);
});

attack('prototype-keys', { legit: 'rules' }, t => {
  const { store, ann, ben, path } = company(t);
  for (const key of ['constructor', 'toString', 'hasOwnProperty', '__proto__']) {
    repelled(t, { peer: peer(ben), verb: key, object: path(ann), store }, 'verb');
    repelled(t, { peer: peer(ann), verb: key, object: path(ann), store }, 'verb');
    for (const object of [key, `/records/${key}`]) repelled(t, { peer: peer(ben), verb: 'read', object, store }, 'object');
  }
});

attack('borrowed-name', { legit: 'own-record' }, t => {
  const ids = { alice: t.int(100, 499), bob: t.int(500, 899), mallory: t.int(1000, 1999) };
  const store = createStore({
    people: { alice: 'staff', bob: 'staff', mallory: 'staff' },
    records: Object.entries(ids).map(([owner, id]) => ({ id, owner, text: t.text(20) })),
  });
  const certificates = [['two-names', 'bob'], ['lookalike-alice', 'mallory']];
  for (const [file] of certificates) {
    repelled(t, { peer: certified(t, file), verb: 'read', object: `/records/alice/${ids.alice}`, store }, file);
  }
  for (const [file, name] of certificates) {
    const request = { peer: certified(t, file), verb: 'read', object: `/records/${name}/${ids[name]}`, store };
    judged(t, request, true, `may ${name}, with the certificate ${file}, read ${name}'s own record?`, 'own');
  }
});

attack('near-name', { legit: 'own-record' }, t => {
  const { store, ann, boss, path } = company(t);
  const user = `URI:urn:example:user:${ann}`;
  for (const [subjectaltname, outcome] of [
    [undefined, 'kind'], ['', 'kind'], [`URI:urn:example:device:${ann}`, 'kind'],
    [`DNS:urn:example:user:${ann}`, 'kind'], [`DNS:${user}`, 'kind'], [`email:${ann}@${t.text(6)}.test`, 'kind'],
    [`URI:urn:${t.text(5)}:user:${ann}`, 'kind'],
    [`${user}${t.text(1)}`, 'part'], [`${user}.${t.text(5)}`, 'part'], [`${user}-${t.text(3)}`, 'part'],
    [`URI:urn:example:user:${t.text(3)}${ann}`, 'part'], [`URI:urn:example:user:${t.text(3)}:${ann}`, 'part'],
    [`URI:urn:example:user:%${ann.charCodeAt(0).toString(16)}${ann.slice(1)}`, 'part'], [`URI:urn:example:user:${ann.toUpperCase()}`, 'case'],
    [`URI:urn:example:USER:${ann}`, 'case'], // RFC 8141, 3.1: in any case are urn and example, and no more
    // How Node shows one URI with a comma in it.
    [`URI:"urn:example:user:${t.text(6)}\\u002c ${user}"`, 'part'],
  ]) repelled(t, { peer: { subject: { CN: ann }, subjectaltname }, verb: 'read', object: path(ann), store }, outcome);
  // The same among people whom the server knows, each with a good certificate of their own.
  for (const known of [ann.slice(0, -1), `${ann}x`, `x${ann}`, ann.toUpperCase()]) {
    store.people.set(known, 'staff');
    repelled(t, { peer: peer(known), verb: 'read', object: path(ann), store }, 'known');
  }
  // An admin's name opens more than one record.
  for (const alike of [`${boss}x`, `${boss} `, boss.slice(0, -1), boss.toUpperCase()]) {
    repelled(t, { peer: peer(alike), verb: 'read', object: path(ann), store }, 'role');
  }
  store.people.set('admin', 'staff');
  repelled(t, { peer: peer('admin'), verb: 'read', object: path(ann), store }, 'title');
  // A record that belongs to nobody does not belong to a peer without a name.
  store.find(path(ann)).owner = undefined;
  const nameless = { subject: { CN: ann }, subjectaltname: undefined };
  repelled(t, { peer: nameless, verb: 'read', object: path(ann), store }, 'orphan');
});

attack('left', { legit: 'own-record' }, t => {
  const { store, ann, ben, boss, path } = company(t, structuredClone(RULES));
  const reading = name => ({ peer: peer(name), verb: 'read', object: path(ann), store });
  const [byOwner, byAdmin] = [reading(ann), reading(boss)];
  judged(t, byOwner, true, 'may the owner read, before anything changes?');
  judged(t, byAdmin, true, 'may an admin read, before anything changes?');

  store.people.set(boss, 'staff');
  repelled(t, byAdmin, 'demoted');
  const { find } = store;
  store.find = object => ({ ...find(object), owner: ben }); // another record in its place
  repelled(t, byOwner, 'moved');
  store.find = find;
  find(path(ann)).owner = ben;
  repelled(t, byOwner, 'moved');
  judged(t, reading(ben), true, 'may the new owner read?', 'moved');
  store.rules.owner.read = false;
  repelled(t, reading(ben), 'revoked');
  store.rules.owner.read = true;
  store.people.delete(ben);
  repelled(t, reading(ben), 'gone');
});

attack('resumed', { legit: 'over-the-wire', limit: 50_000 }, async t => {
  const ids = { alice: t.int(100, 499) };
  const texts = { alice: t.text(20) };
  const { port, store } = await serve(t, ids, texts);
  const request = `read /records/alice/${ids.alice}`;

  const kept = await enter(t, port, 'alice');
  const ticket = once(kept, 'session', { signal: t.signal });
  ticket.catch(() => {}); // the check may end before
  t.equal(await ask(t, kept, request), texts.alice, 'what alice reads');
  const [session] = await t.within(LIMIT, ticket, 'a ticket to resume the session with');

  store.people.delete('alice');
  t.equal(await ask(t, kept, request), 'refused', 'what she reads on the same connection, after she has left', 'kept');
  const resumed = await enter(t, port, 'alice', session);
  t.evidence('was the session resumed?', resumed.isSessionReused());
  t.equal(await ask(t, resumed, request), 'refused', 'what she reads in the resumed session', 'resumed');
});

/** True or false, as the server takes the answer. */
function allowed({ peer, verb, object, store }) {
  return Boolean(authorize(peer, verb, object, store));
}

/** The answer must be the expected one; the request is shown when it is not. A throw is a no, as it is to the server. */
function judged(t, request, expected, what, outcome) {
  let answer = false;
  try {
    answer = allowed(request);
  } catch (error) {
    if (expected) throw error;
  }
  if (answer !== expected) shown(t, request);
  t.equal(answer, expected, what, outcome);
}

function denied(t, request, what) {
  judged(t, request, false, what);
}

/** Fails when the request is let through. */
function repelled(t, request, outcome) {
  let answer = false;
  try {
    answer = allowed(request);
  } catch { /* the server answers "refused" */ }
  if (!answer) return;
  shown(t, request);
  t.fail('authorize let the request through', outcome, { actual: answer, expected: false });
}

function shown(t, { peer, verb, object, store }) {
  t.evidence('the peer', peer);
  t.evidence('the request', `${verb} ${object}`);
  t.evidence('the record behind it', store.find(object));
}

async function serve(t, ids, texts) {
  const store = createStore({
    people: Object.fromEntries(Object.keys(ids).map(name => [name, 'staff'])),
    records: Object.entries(ids).map(([owner, id]) => ({ id, owner, text: texts[owner] })),
  });
  const server = startRecords({ ca: t.pki('ca.crt'), cert: t.pki('server.crt'), key: t.pki('server.key') }, store);
  t.after(() => close(server));
  return { store, port: await t.within(LIMIT, listening(server), 'the server to listen') };
}

async function enter(t, port, name, session) {
  const options = { ca: t.pki('ca.crt'), cert: t.pki(`${name}.crt`), key: t.pki(`${name}.key`), session };
  const socket = await t.within(LIMIT, dialTls(port, options), `the handshake of ${name} to end`);
  t.after(() => socket.destroy());
  return socket;
}

/** Sends one request and gives the one line that answers it. */
function ask(t, socket, request) {
  socket.write(`${request}\n`);
  return t.within(LIMIT, line(socket), `an answer to "${request}"`);
}

async function line(socket) {
  let bytes = Buffer.alloc(0);
  while (!bytes.includes('\n')) bytes = Buffer.concat([bytes, await collect(socket, 1)]);
  return bytes.toString().trimEnd();
}
