import { environment } from '../environment/index.server.ts';
import type { Preference } from '../runtimes/pool/choose.ts';

/** What the site's owner has decided about what runs programs; WebContainer's part is there unless it is off. */
export interface RuntimeConfig {
  choice: Preference;
  webcontainer?: { origin: string; apiKey?: string };
}

/**
 * Reads HANDSHAKE_RUNTIME, WEBCONTAINER_API_KEY and WEBCONTAINER_ORIGIN, which a build and the server of its pages must
 * share. An empty variable counts as none. Throws an error that names each variable that makes no sense.
 */
export function runtimeConfig(env: Readonly<Record<string, string | undefined>> = process.env): RuntimeConfig {
  const {
    HANDSHAKE_RUNTIME: choice,
    WEBCONTAINER_API_KEY: apiKey,
    WEBCONTAINER_ORIGIN: origin,
  } = environment(['HANDSHAKE_RUNTIME', 'WEBCONTAINER_API_KEY', 'WEBCONTAINER_ORIGIN'], env);
  // Who wants the machine alone wants nothing of the service in the pages, its origin neither.
  return choice === 'vm' ? { choice } : { choice, webcontainer: { origin, ...(apiKey && { apiKey }) } };
}
