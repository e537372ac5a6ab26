// Sockets for checks: every helper settles, none of them lets an 'error' event escape.
import net, { connect, Server, Socket } from 'node:net';
import tls, { connect as connectTls, Server as TlsServer, TLSSocket } from 'node:tls';

import { lockClasses, lockFunctions } from './lock.mjs';

// The checks' own connections and servers must not be answered for by a patched write() or emit().
lockClasses([Socket, Server, TLSSocket, TlsServer]);
for (const exported of [net, tls]) lockFunctions(exported);

const HOST = '127.0.0.1';

/** Connects over TCP. @returns {Promise<import('node:net').Socket>} rejects with the connection's error */
export function dial(port, options = {}) {
  return opened(connect({ port, host: HOST, ...options }), 'connect');
}

/**
 * Connects over TLS; resolves once the client's side of the handshake is done. In TLS 1.3 a server refuses a client's
 * certificate only after that (RFC 8446, 4.4.2.4): use `exchange` to learn whether it let the client in.
 * @returns {Promise<import('node:tls').TLSSocket>}
 */
export function dialTls(port, options = {}) {
  // Said, since the environment could say otherwise: NODE_TLS_REJECT_UNAUTHORIZED.
  const own = { port, host: HOST, servername: 'localhost', rejectUnauthorized: true };
  return opened(connectTls({ ...own, ...options }), 'secureConnect');
}

function opened(socket, event) {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve(socket));
    socket.once('close', () => reject(new Error('the connection was closed before it was open')));
    socket.on('error', reject);
  });
}

/** Writes a request and resolves with everything that comes until the peer ends; rejects when it breaks off. */
export async function exchange(socket, request) {
  const answer = untilEnd(socket);
  socket.write(request);
  return answer;
}

/** Resolves with at least n bytes, in one Buffer; rejects when the connection ends or breaks before. */
export function collect(socket, n) {
  if (socket.closed) return Promise.reject(goneBefore(socket));
  return new Promise((resolve, reject) => {
    const chunks = [];
    let have = 0;
    const data = chunk => {
      chunks.push(chunk);
      have += chunk.length;
      if (have < n) return;
      socket.off('data', data);
      resolve(Buffer.concat(chunks));
    };
    socket.on('data', data);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`the connection closed after ${have} of ${n} bytes`)));
  });
}

/** Resolves with all bytes up to the peer's end of the stream (its FIN); rejects when the connection breaks. */
export function untilEnd(socket) {
  if (socket.closed) return Promise.reject(goneBefore(socket));
  return new Promise((resolve, reject) => {
    const chunks = [];
    socket.on('data', chunk => chunks.push(chunk));
    socket.once('end', () => resolve(Buffer.concat(chunks)));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection broke off without an end')));
  });
}

/** A server's refusal may come with the end of the handshake; no event of it follows for whoever listens later. */
function goneBefore(socket) {
  return socket.errored ?? new Error('the connection was closed before anybody read from it');
}

/** Resolves when the connection is gone, however it went. Somebody must read from it: unread bytes keep it open. */
export function closed(socket) {
  if (socket.closed) return Promise.resolve();
  return new Promise(resolve => socket.once('close', () => resolve()));
}

/** The port of a server that listens, or will in a moment; rejects with its 'error'. */
export function listening(server) {
  if (server.listening) return Promise.resolve(server.address().port);
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server.address().port));
    server.once('error', reject);
  });
}

/** Stops a server; the given connections are destroyed first, since it ends only when none is left. */
export function close(server, sockets = []) {
  for (const socket of sockets) socket.destroy();
  return new Promise(resolve => server.close(() => resolve()));
}
