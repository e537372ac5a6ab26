import { once } from 'node:events';
import { createServer } from 'node:tls';

import { authorize } from './authorize.mjs';

const LONGEST_LINE = 4096;

/**
 * Lesson 28's server with something to protect: every line is a request,
 * answered by one line. Returns the server, listening on a free port of
 * 127.0.0.1.
 */
export function startRecords({ ca, cert, key }, store) {
  // Only clients with a good certificate of `ca` get this far:
  // rejectUnauthorized is true unless told.
  const options = { ca, cert, key, requestCert: true, allowHalfOpen: true };
  const server = createServer(options, socket => {
    socket.on('error', () => {}); // a client may break off at any time
    converse(socket, store).catch(() => socket.destroy());
  });
  return server.listen(0, '127.0.0.1');
}

/**
 * Answers line after line. As in lesson 01: whoever sends without end, or
 * does not read, must not fill our memory.
 */
async function converse(socket, store) {
  const peer = peerOf(socket);
  let rest = '';
  for await (const text of socket.setEncoding('utf8')) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    if (rest.length > LONGEST_LINE) throw new Error('too long a line');
    for (const line of lines) {
      const room = socket.write(`${answer(peer, line, store)}\n`);
      if (!room) await once(socket, 'drain');
    }
  }
  socket.end();
}

/** Who is there, as far as TLS has proved it: the names in the certificate. */
function peerOf(socket) {
  const { subject, subjectaltname } = socket.getPeerCertificate();
  return { subject, subjectaltname };
}

/** Answers `read <object>` and `write <object> <text>`. */
function answer(peer, line, store) {
  const [verb, object, ...words] = line.split(' ');
  try {
    if (!authorize(peer, verb, object, store)) return 'refused';
    const record = store.find(object);
    if (verb === 'write') record.text = words.join(' ');
    return record.text;
  } catch (error) {
    console.error(error);
    return 'refused'; // when something is wrong, the answer is no
  }
}
