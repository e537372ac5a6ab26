import { createSocket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';

import { createRoad } from './network.mjs';
import { ReliableReceiver, ReliableSender } from './reliable.mjs';

console.log('Four orders, over a bad road');
const road = await createRoad({ lost: [4], twice: [2], late: [1] });
const { sender } = ends(road);
for (const order of ['open an account', 'pay in 50', 'pay out 30', 'close the account']) {
  sender.send(order).catch(error => console.log('  the sender gave up:', error.message));
}
await wait(500);
road.close();

console.log('One order over a road that is closed, and a stranger');
const closed = await createRoad({ lost: [1, 2, 3, 4, 5, 6, 7, 8] });
const lonely = ends(closed).sender.send('pay 1000 to bob');
// The stranger sees nothing of the two, but knows how an ack looks.
const stranger = createSocket('udp4');
stranger.send(Buffer.alloc(12), closed.one.address().port, '127.0.0.1');
await lonely.then(
  () => console.log('  the sender believes that it has arrived'),
  () => console.log('  the sender knows that it has not arrived'),
);
stranger.close();
closed.close();

function ends({ one, two, forth, back }) {
  const sender = new ReliableSender(forth, { retry: 30 });
  const receiver = new ReliableReceiver(back, message => {
    console.log(`  the bank carries out: ${message}`);
  });
  one.on('message', datagram => sender.receive(datagram));
  two.on('message', datagram => receiver.receive(datagram));
  return { sender };
}
