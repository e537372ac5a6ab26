import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';

const pki = name => readFileSync(`pki/${name}`);
const server = createServer({ key: pki('server.key'), cert: pki('server.crt'), minVersion: 'TLSv1.3' }, socket => {
  socket.pipe(socket);
});
server.listen(0, '127.0.0.1', () => {
  const options = { host: '127.0.0.1', port: server.address().port, servername: 'localhost', ca: pki('ca.crt') };
  const socket = connect(options, () => {
    console.log(socket.getProtocol(), socket.authorized);
    socket.end('hello');
  });
  socket.setEncoding('utf8');
  socket.on('data', text => console.log(text));
  socket.on('end', () => server.close());
});
