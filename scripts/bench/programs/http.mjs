import { createServer, get } from 'node:http';

const server = createServer((request, response) => response.end(`you asked for ${request.url}`));
server.listen(0, '127.0.0.1', () => {
  get({ host: '127.0.0.1', port: server.address().port, path: '/page', agent: false }, response => {
    response.setEncoding('utf8');
    response.on('data', text => console.log(response.statusCode, text));
    response.on('end', () => server.close());
  });
});
