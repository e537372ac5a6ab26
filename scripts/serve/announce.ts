import { renderUnicodeCompact } from 'uqr';

import type { ServedClass } from './class.ts';

/** Where pupils begin; it goes on in their language. */
const CLASS = '/class/';

/** Says where the site is, and how a class begins; the address to open comes last. */
export function announce([own, ...others]: readonly string[], klass: ServedClass | undefined): void {
  for (const other of others) console.log(`On the same network:  ${other}`);
  if (klass && others[0]) {
    console.log(`\nFor a class:  ${others[0]}${CLASS}\n${renderUnicodeCompact(others[0] + CLASS)}\n`);
    if (others[0].startsWith('http:'))
      console.log('It is plain http: others on this network can read what pupils send. For https: npm run https');
  }
  if (klass && !others[0]) console.log('Only this computer can reach it. To let a class in: HOST=0.0.0.0 npm start');
  if (klass?.setUpPath)
    console.log(`To teach a class, become the owner of this server (works once, for a day): ${own}${klass.setUpPath}`);
  console.log('Press ctrl-C to stop.');
  console.log(`Handshake is ready:   ${own}`);
}
