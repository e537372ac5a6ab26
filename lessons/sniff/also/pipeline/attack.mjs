import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';

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
    const gone = () => {
      client.destroy();
      bank.destroy();
    };
    pipeline(client, meddle, bank, error => error && gone());
    pipeline(bank, client, error => error && gone());
  });
  server.listen(port, '127.0.0.1');
  return server;

  async function* meddle(chunks) {
    let line = '';
    for await (const chunk of chunks) {
      // latin1 keeps every byte as one character, and gives it back.
      for (const part of chunk.toString('latin1').split(/(?<=\n)/)) {
        line += part;
        if (!/^(l|lo|log|logi|login|login .*|p|pa|pay|pay .*)\n?$/.test(line)) yield Buffer.from(part, 'latin1');
        else if (line.endsWith('\n')) yield meddled(line);
        else continue;
        line = part.endsWith('\n') ? '' : '\0';
      }
    }
    if (line !== '\0') yield Buffer.from(line, 'latin1');
  }

  function meddled(line) {
    const text = Buffer.from(line, 'latin1').toString();
    const login = /^login (\S+) (.+)\n$/.exec(text);
    if (login) heard(login[1], login[2]);
    return Buffer.from(line.replace(/^pay \d+ to (?=.)/, `pay ${amount} to `), 'latin1');
  }
}
