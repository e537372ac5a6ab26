import { createSocket } from 'node:dgram';

const server = createSocket('udp4');
const client = createSocket('udp4');
server.on('message', (message, { port, address }) => server.send(message, port, address));
server.bind(0, '127.0.0.1', () => client.send('ping', server.address().port, '127.0.0.1'));
client.on('message', message => {
  console.log(String(message));
  client.close();
  server.close();
});
