import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { inProject } from '../../src/project.server.ts';
import { hostsFrom } from '../../src/site/serve/hosts.ts';
import { addresses, listen, listenOptionsFrom, type ListenOptions } from '../../src/site/serve/listen.ts';
import { createSiteServer } from '../../src/site/serve/server.ts';

/** Serves `dist/` until ctrl-C; prints where, the address to open last. */
export async function serve(options: ListenOptions = listenOptionsFrom(process.env)): Promise<void> {
  const folder = inProject('dist');
  if (!existsSync(join(folder, 'index.html'))) throw new Error('dist/ holds no site yet; build it: npm run build');
  const hosts = hostsFrom(process.env);
  const server = createSiteServer(folder, { hosts: options.host ? [options.host, ...hosts] : hosts });
  const port = await listen(server, options);
  endOnSignal(server);

  const [own, ...others] = addresses(options, port);
  for (const other of others) console.log(`On the same network:  ${other}`);
  console.log('Press ctrl-C to stop.');
  console.log(`Handshake is ready:   ${own}`);
}

function endOnSignal(server: ReturnType<typeof createSiteServer>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

if (import.meta.main) {
  try {
    await serve();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
