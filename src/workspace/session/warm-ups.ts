import { checkWarmUp } from '../../checker/run-checks.ts';
import type { Exercise } from '../../course/exercise.ts';
import { programOf } from '../../course/program-of.ts';
import { runFiles, type ExerciseBundle, type FileMap } from '../../course/workspace.ts';
import type { WarmUpProgram } from '../../runtimes/runtime.ts';

/**
 * What a reader of this lesson will have run: its program and its checks, both on the starter, which is known to do
 * no harm. A starter may fail before it has shaken hands once, so a lesson about TLS gets a handshake besides.
 */
export function warmUpsOf(exercise: Exercise, starter: FileMap, bundle: ExerciseBundle): WarmUpProgram[] {
  const files = runFiles(starter, bundle);
  const program = `work/${programOf(exercise)}`;
  const needsTls = exercise.needs.some(need => need === 'tls' || need === 'mutual-tls');
  return [
    { program, files },
    checkWarmUp(starter, bundle),
    ...(needsTls ? [{ program: 'work/tls-round.mjs', files: { ...files, 'work/tls-round.mjs': TLS_ROUND } }] : []),
  ];
}

/** Two TLS 1.3 handshakes on loopback, the second with a client certificate, with the certificates the lesson has. */
const TLS_ROUND = `
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';

const pki = name => readFileSync('pki/' + name);
const identity = { key: pki('server.key'), cert: pki('server.crt') };
const ca = pki('ca.crt');

function visit(options, own) {
  return new Promise(resolve => {
    const server = createServer({ ...identity, ca, ...options }, socket => {
      socket.on('error', () => {}).resume();
      socket.end('hello ' + socket.getPeerCertificate().subject?.CN);
    });
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca, ...own }, () => {
        socket.getPeerCertificate();
        socket.write('hello');
      });
      socket.setEncoding('utf8').on('data', text => console.log(text)).on('error', () => {});
      socket.on('close', () => server.close(resolve));
    });
  });
}

await visit({}, {});
await visit({ requestCert: true, rejectUnauthorized: false }, identity);
`;
