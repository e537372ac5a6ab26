import { connect, createServer } from 'node:net';

/**
 * Starts a relay between clients and the port `target`, and returns it
 * (a net.Server). For each line `login <name> <password>` it calls
 * `heard(name, password)`; in each line `pay <number> to <name>` it puts
 * `amount` in the number's place. Everything else goes through as it is,
 * in both directions; what cannot become such a line, at once.
 */
export function startRelay(port, target, { heard, amount }) {
  const server = createServer({ allowHalfOpen: true }, client => {
    const bank = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    client.on('error', () => bank.destroy());
    bank.on('error', () => client.destroy());
    client.on('data', chunk => console.log('  on the wire:', JSON.stringify(String(chunk))));
    client.pipe(bank);
    bank.pipe(client);
  });
  server.listen(port, '127.0.0.1');
  return server;
}
