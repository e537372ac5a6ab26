/** The site's server in a process of its own, whose end a test sees: serves the folder it is given, prints its port. */
import { listen } from '../listen.ts';
import { createSiteServer } from '../server.ts';

console.log(await listen(createSiteServer(process.argv[2]!, { isolated: true }), { host: '127.0.0.1', port: 0 }));
