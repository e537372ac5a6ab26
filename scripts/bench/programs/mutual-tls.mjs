import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';

const pki = name => readFileSync(`pki/${name}`);
const asking = { ca: pki('ca.crt'), requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' };
const server = createServer({ key: pki('server.key'), cert: pki('server.crt'), ...asking }, socket => {
  socket.end(`hello ${socket.getPeerCertificate().subject.CN}`);
});
server.listen(0, '127.0.0.1', () => {
  const socket = connect(
    {
      host: '127.0.0.1',
      port: server.address().port,
      servername: 'localhost',
      ca: pki('ca.crt'),
      key: pki('alice.key'),
      cert: pki('alice.crt'),
    },
    () => console.log(socket.getProtocol(), socket.authorized),
  );
  socket.setEncoding('utf8');
  socket.on('data', text => console.log(text));
  socket.on('end', () => server.close());
});
