import { createServer } from 'node:tls';

import { authorize } from './authorize.mjs';

/**
 * Lesson 28's server with something to protect: every line is a request,
 * answered by one line. Returns the server, listening on a free port of
 * 127.0.0.1.
 */
export function startRecords({ ca, cert, key }, store) {
  // Only clients with a good certificate of `ca` get this far:
  // rejectUnauthorized is true unless told.
  const server = createServer({ ca, cert, key, requestCert: true }, socket => {
    const peer = peerOf(socket);
    let rest = '';
    socket.setEncoding('utf8');
    socket.on('error', () => {}); // a client may break off at any time
    socket.on('data', text => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) socket.write(`${answer(peer, line, store)}\n`);
    });
  });
  return server.listen(0, '127.0.0.1');
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
