import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/**
 * Two UDP sockets on this machine, and a bad road from the first to the
 * second: of the datagrams, counted from 1, `lost` says which vanish,
 * `twice` which arrive two times, `late` which arrive after the next.
 * Acks have a good road back.
 */
export async function createRoad({ lost = [], twice = [], late = [] }) {
  const [one, two] = [await open(), await open()];
  let count = 0;
  let held;
  return {
    one,
    two,
    forth(datagram) {
      count++;
      if (lost.includes(count)) return;
      if (late.includes(count)) {
        held = datagram;
        return;
      }
      const arriving = [datagram, ...(twice.includes(count) ? [datagram] : []), ...(held ? [held] : [])];
      held = undefined;
      for (const each of arriving) one.send(each, two.address().port, '127.0.0.1');
    },
    back(datagram) {
      two.send(datagram, one.address().port, '127.0.0.1');
    },
    close() {
      one.close();
      two.close();
    },
  };
}

async function open() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
