import { once } from 'node:events';
import { connect, createServer, Server } from 'node:net';
import { setImmediate } from 'node:timers';
import { createServer as createTlsServer } from 'node:tls';

import { attack, check } from '#check';
import { close, closed, dial, listening, untilEnd } from '#check/wire';
import { startRelay } from '#work/attack.mjs';
import { startBank } from '#work/bank.mjs';
import { visit } from '#work/client.mjs';

const WAIT = 15_000;
const LIMIT = { limit: 40_000 };
const HANDSHAKE = 22;

check('logged', LIMIT, async t => {
  const relay = await relayed(t);
  const [one, two] = [accountOf(t), accountOf(t)];
  two.password += ' 열쇠';
  const victims = [await victim(t, relay), await victim(t, relay)];
  for (const [at, { name, password }] of [one, two].entries()) victims[at].client.end(`login ${name} ${password}\nbalance\n`);
  for (const { client, answer } of victims) t.equal(await ended(t, client), answer(2), 'what the bank answered, at the victim');
  const expected = [one, two].map(({ name, password }) => `${name}: ${password}`);
  t.equal(relay.heard.toSorted(), expected.toSorted(), 'what your relay heard');
  const arrived = victims.map(({ arrived }) => arrived().toString());
  t.equal(arrived, [one, two].map(({ name, password }) => `login ${name} ${password}\nbalance\n`), 'what arrived at the bank');
});

check('changed', LIMIT, async t => {
  const relay = await relayed(t);
  const { client, answer, arrived } = await victim(t, relay);
  const to = t.text(6);
  const lines = [
    [`pay ${t.int(1, 99)} to ${to}`, `pay ${relay.amount} to ${to}`],
    [`pay ${t.int(100, 9999)} to ${to} 열쇠`, `pay ${relay.amount} to ${to} 열쇠`],
    ...[`pay all to ${to}`, `repay 10 to ${to}`, `pay 10 ${to}`, `note: pay 10 to ${to}`, `pay login ${to} 1`, `pay 10 TO ${to}`, 'pay', ''].map(line => [line, line]),
  ];
  const sent = lines.map(([line]) => `${line}\n`).join('');
  t.evidence('sent by the victim', sent);
  client.end(sent);
  t.equal(await ended(t, client), answer(lines.length), 'what the bank answered, at the victim');
  t.equal(arrived().toString(), lines.map(([, line]) => `${line}\n`).join(''), 'what arrived at the bank');
  t.equal(relay.heard, [], 'what your relay heard');
});

check('split', LIMIT, async t => {
  const relay = await relayed(t);
  // In the middle of a line that goes through, for as long as the others speak.
  const binary = await victim(t, relay);
  const bytes = Buffer.concat([Buffer.from([HANDSHAKE, 3, 1, 0xff]), t.bytes(40).map(byte => (byte === 10 ? 11 : byte))]);
  binary.client.write(bytes);
  const through = until(() => binary.arrived().length === bytes.length);
  await t.within(WAIT, through, 'your relay to let through what is no line of ours');
  t.equal(binary.arrived(), bytes, 'bytes that are no text', 'binary');

  const [slow, other] = [await victim(t, relay), await victim(t, relay)];
  const [mine, yours] = [accountOf(t), accountOf(t)];
  const to = `${t.text(4)} 열쇠`;
  const message = Buffer.from(`login ${mine.name} ${mine.password}\npay ${t.int(10, 99)} to ${to}\n`);
  const middle = t.int(8, message.length - 8);
  for (const [at, byte] of message.entries()) {
    if (at === middle) other.client.write(`login ${yours.name} ${yours.password}\npay 5 to ${to}\n`);
    slow.client.write(Buffer.from([byte]));
    await turns(4);
  }
  slow.client.end('pay'); // never finished, and no order
  other.client.end();
  for (const { client, answer } of [slow, other]) t.equal(await ended(t, client), answer(2), 'what the bank answered, at the victim');
  t.equal(relay.heard.toSorted(), [mine, yours].map(({ name, password }) => `${name}: ${password}`).toSorted(), 'what your relay heard');
  const honest = `login ${mine.name} ${mine.password}\npay ${relay.amount} to ${to}\npay`;
  t.equal(slow.arrived().toString(), honest, 'what arrived at the bank, of a victim that sends byte by byte');
  const changed = `login ${yours.name} ${yours.password}\npay ${relay.amount} to ${to}\n`;
  t.equal(other.arrived().toString(), changed, 'what arrived at the bank, of another one meanwhile', 'crossed');

  // The last one begins as an order does, for a byte.
  for (const begin of ['note: ', 'pony: ']) {
    const noted = await victim(t, relay);
    noted.client.write(begin);
    await t.within(WAIT, until(() => noted.arrived().length > 0), 'your relay to let through what is no line of ours');
    noted.client.end(`pay 10 to ${to}\n`);
    await ended(t, noted.client);
    const arrived = noted.arrived().toString();
    const begun = arrived === `${begin}pay ${relay.amount} to ${to}\n`;
    t.equal(arrived, `${begin}pay 10 to ${to}\n`, 'what arrived at the bank', begun ? 'begun' : undefined);
  }

  const asked = await victim(t, relay);
  const question = once(asked.client, 'data');
  relay.connections.at(-1).socket.write('and the PIN? ');
  await t.within(WAIT, question, 'your relay to let through what the bank asks without ending the line');
});

check('mended', LIMIT, async t => {
  const bank = await banked(t);
  const people = [...bank.passwords].map(([name, password]) => ({ name, password, amount: t.int(1, 9999) }));
  const visits = people.map(({ name, password, amount }) => {
    const asked = visit(bank.port, t.pki('ca.crt'), { name, password, orders: [`pay ${amount} to bob`, `pay 1 to ${name}`] });
    return asked.catch(error => t.fail('visit() refused the bank itself', 'refused', { actual: error?.code ?? String(error) }));
  });
  for (const [at, { name }] of people.entries()) {
    const answers = await t.within(WAIT, visits[at], 'visit() to give the answers of the bank');
    t.equal(answers, [`welcome, ${name}`, 'done', 'done'], 'the answers of the bank');
  }
  const expected = people.flatMap(({ name, amount }) => [`${name}: ${amount} to bob`, `${name}: 1 to ${name}`]);
  t.equal(bank.paid.toSorted(), expected.toSorted(), 'what the bank has paid');
});

attack('tapped', { legit: 'mended', ...LIMIT }, async t => {
  const bank = await banked(t);
  const [[name, password]] = bank.passwords;
  const order = `pay ${t.int(100_000, 999_999)} to ${t.text(8)}`;
  const said = [];
  const heard = [];
  const own = await startRelay(0, bank.port, { heard: (who, what) => heard.push(`${who}: ${what}`), amount: 1 });
  t.after(() => close(own));
  const tap = await passing(t, await t.within(WAIT, listening(own), 'your relay to listen'), chunk => said.push(chunk));
  const asked = visit(tap, t.pki('ca.crt'), { name, password, orders: [order] });
  asked.catch(() => {});
  // Whether your relay lets TLS through is the business of another check: this one looks at what passed.
  const over = asked.catch(() => {});
  // Looking up a name may take longer than any number of turns.
  await t.within(WAIT, Promise.race([over, until(() => said.length > 0)]), 'visit() to say something, or to end');
  await Promise.race([over, settled(() => said.length, 400)]);
  const wire = Buffer.concat(said);
  t.evidence('what went over the wire, from its first byte', wire.subarray(0, 96));
  t.evidence('what your relay heard', heard.join());
  for (const secret of [name, password, order]) {
    for (const spelling of spellings(secret)) {
      if (wire.includes(spelling)) t.fail('what is secret can be read on the wire', 'readable', { actual: spelling });
    }
  }
  t.equal(heard, [], 'what your relay heard', 'heard');
  if (wire[0] !== HANDSHAKE) t.fail('what went over the wire is not TLS', 'not-tls', { actual: wire.subarray(0, 32) });
  t.ok(bank.paid.every(paid => paid === `${name}: ${order.slice(4)}`), 'the bank has paid what was ordered, or nothing', 'meddled');
});

attack('impostor', { legit: 'mended', ...LIMIT }, async t => {
  // The first authority calls itself as ours does, and the names of the last have the bank's in them.
  for (const [certificate, whose] of [
    ['namesake-server', 'bank.test, from another authority'],
    ['shop', 'shop.test, from our authority'],
    ['lookalike-server', 'bank.test.evil.test, from our authority'],
  ]) {
    const ofOurs = certificate !== 'namesake-server';
    const heard = [];
    const sockets = [];
    const listen = socket => {
      socket.on('error', () => {});
      socket.on('data', chunk => heard.push(chunk) && socket.write('welcome\ndone\n'));
    };
    const secure = createTlsServer({ cert: t.pki(`${certificate}.crt`), key: t.pki(`${certificate}.key`) }, listen);
    secure.on('tlsClientError', () => {});
    const server = createServer(socket => {
      sockets.push(socket);
      socket.on('error', () => {});
      // Who speaks plainly is heard as well.
      socket.once('data', first => {
        socket.pause();
        socket.unshift(first);
        if (first[0] === HANDSHAKE) secure.emit('connection', socket);
        else listen(socket.resume());
      });
    });
    t.after(() => close(server, sockets));
    server.listen(0, '127.0.0.1');
    const port = await t.within(WAIT, listening(server), 'a server for this check');
    // A fresh copy of the module has met nobody yet; the one for the shop has been at the bank itself, in 'mended'.
    const client = certificate !== 'shop' ? await import(`#work/client.mjs?${certificate}=${t.int(1, 1e9)}`) : { visit };
    const account = { ...accountOf(t), orders: ['pay 10 to bob'] };
    t.evidence('whose certificate it shows', whose);
    const asked = t.refuses(() => client.visit(port, t.pki('ca.crt'), account), 'an impostor between client and bank', ofOurs ? 'other-name' : 'other-authority');
    await t.within(WAIT, asked, 'visit() to refuse an impostor');
    await t.within(WAIT, Promise.all(sockets.map(closed)), 'visit() to close its connection to the impostor');
    if (heard.length === 0) continue;
    t.evidence('what the impostor was told', Buffer.concat(heard).toString());
    t.fail('visit() did refuse, after it had told everything', 'too-late');
  }
});

attack('downgrade', { legit: 'mended', ...LIMIT }, async t => {
  const account = accountOf(t);
  for (const [how, answer] of [['hangs up', ''], ['says that it knows no TLS', 'no TLS here, speak plainly\n']]) {
    const plain = [];
    const sockets = [];
    const server = createServer({ allowHalfOpen: true }, socket => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('data', chunk => {
        if (chunk[0] === HANDSHAKE) return void socket.end(answer);
        plain.push(chunk);
        return socket.write('welcome\ndone\n');
      });
      socket.on('end', () => socket.end());
    });
    t.after(() => close(server, sockets));
    server.listen(0, '127.0.0.1');
    const port = await t.within(WAIT, listening(server), 'a server for this check');
    t.evidence('somebody on the way', how);
    const asked = visit(port, t.pki('ca.crt'), { ...account, orders: ['pay 10 to bob'] }).then(() => 'resolved', () => 'rejected');
    const end = await t.within(WAIT, asked, 'visit() to give up');
    await settled(() => sockets.length, 60);
    if (plain.length > 0) {
      t.evidence('what was said without TLS', Buffer.concat(plain).toString());
      t.fail('without TLS the client has spoken plainly', 'fell-back');
    }
    t.equal(end, 'rejected', 'how visit() ended', 'believed');
  }
});

/** The learner's relay before a bank of ours, which keeps what arrives and answers each line. */
async function relayed(t) {
  const mark = t.text(5);
  const connections = [];
  const bank = createServer({ allowHalfOpen: true }, socket => {
    const chunks = [];
    connections.push({ socket, chunks });
    let lines = 0;
    socket.on('error', () => {});
    socket.on('data', chunk => {
      chunks.push(chunk);
      for (const byte of chunk) if (byte === 10) socket.write(`${mark} ${++lines}\n`);
    });
    socket.on('end', () => socket.end());
  });
  bank.listen(0, '127.0.0.1');
  const target = await t.within(WAIT, listening(bank), 'a bank for this check');
  const heard = [];
  const amount = t.int(10_000, 99_999);
  const relay = await startRelay(0, target, { heard: (name, password) => heard.push(`${name}: ${password}`), amount });
  t.ok(relay instanceof Server, 'startRelay() returns the server that createServer() gave');
  const sockets = [];
  relay.on('connection', socket => sockets.push(socket));
  t.after(() => close(bank, connections.map(({ socket }) => socket)));
  t.after(() => close(relay, sockets));
  const port = await t.within(WAIT, listening(relay), 'your relay to listen');
  return { port, heard, amount, mark, bank, connections };
}

/** A client on the learner's relay, and what the bank has got of it and answers. */
async function victim(t, { port, mark, bank, connections }) {
  const accepted = once(bank, 'connection');
  const client = await t.within(WAIT, dial(port, { allowHalfOpen: true }), 'a connection to your relay');
  t.after(() => client.destroy());
  await t.within(WAIT, accepted, 'your relay to connect to the bank');
  const { chunks } = connections.at(-1);
  return {
    client,
    arrived: () => Buffer.concat(chunks),
    answer: lines => Array.from({ length: lines }, (_, at) => `${mark} ${at + 1}\n`).join(''),
  };
}

async function ended(t, client) {
  const heard = await t.within(WAIT, untilEnd(client), 'the end of the connection to come through your relay');
  return heard.toString();
}

/** The bank of the lesson, with two accounts. */
async function banked(t) {
  const passwords = new Map(Array.from({ length: 2 }, () => Object.values(accountOf(t))));
  const paid = [];
  const server = startBank(0, {
    cert: t.pki('server.crt'),
    key: t.pki('server.key'),
    passwords,
    carryOut: ({ from, amount, to }) => paid.push(`${from}: ${amount} to ${to}`),
  });
  const sockets = [];
  server.on('connection', socket => sockets.push(socket));
  t.after(() => close(server, sockets));
  return { port: await t.within(WAIT, listening(server), 'the bank to listen'), passwords, paid };
}

/** A wire on which somebody listens, in both directions. */
async function passing(t, target, listen) {
  const sockets = [];
  const server = createServer({ allowHalfOpen: true }, client => {
    const bank = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(client, bank);
    for (const [from, to] of [[client, bank], [bank, client]]) {
      from.on('error', () => to.destroy());
      from.on('data', listen);
      from.pipe(to);
    }
  });
  t.after(() => close(server, sockets));
  server.listen(0, '127.0.0.1');
  return t.within(WAIT, listening(server), 'a wire for this check');
}

function spellings(secret) {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').slice(0, -4);
  return [secret, bytes.toString('hex'), base64, encodeURIComponent(secret), [...secret].reverse().join('')];
}

function accountOf(t) {
  return { name: t.text(8), password: `${t.text(6)} ${t.text(7)}` };
}

async function until(condition) {
  while (!condition()) await turns(1);
}

async function turns(count) {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve));
}

/** Until a count has not changed for so many turns of the event loop. */
async function settled(count, quiet) {
  let last = -1;
  for (let still = 0; still < quiet; still++) {
    if (count() !== last) still = 0;
    last = count();
    await turns(1);
  }
}
