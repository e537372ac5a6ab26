import { z } from 'zod';

import { DEFAULT_ORIGIN } from '../runtimes/webcontainer/origin.ts';
import { PREFERENCES, type Preference } from '../runtimes/pool/choose.ts';

/** What the site's owner has decided about what runs programs; WebContainer's part is there unless it is off. */
export interface RuntimeConfig {
  choice: Preference;
  webcontainer?: { origin: string; apiKey?: string };
}

const origin = z
  .url({ protocol: /^https$/, error: 'is no address that begins with https://' })
  .refine(
    text => new URL(text).origin === text.replace(/\/$/, ''),
    'must be an origin alone, such as https://example.com',
  )
  .transform(text => new URL(text).origin);

const schema = z.object({
  HANDSHAKE_RUNTIME: z
    .enum(PREFERENCES, { error: `is none of ${PREFERENCES.join(', ')}; leave it out for auto` })
    .default('auto'),
  WEBCONTAINER_API_KEY: z
    .string()
    .regex(/^[\w.-]+$/, 'holds more than letters, digits, _ . and -')
    .optional(),
  WEBCONTAINER_ORIGIN: origin.default(DEFAULT_ORIGIN),
});

/**
 * Reads HANDSHAKE_RUNTIME, WEBCONTAINER_API_KEY and WEBCONTAINER_ORIGIN, which a build and the server of its pages must
 * share. An empty variable counts as none. Throws an error that names each variable that makes no sense.
 */
export function runtimeConfig(env: Readonly<Record<string, string | undefined>> = process.env): RuntimeConfig {
  const given = Object.fromEntries(Object.keys(schema.shape).map(name => [name, env[name] || undefined]));
  const read = schema.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map(
      ({ path, message }) => `${String(path[0])}=${given[String(path[0])]} ${message}`,
    );
    throw new Error(lines.join('\n'));
  }
  const { HANDSHAKE_RUNTIME: choice, WEBCONTAINER_API_KEY: apiKey, WEBCONTAINER_ORIGIN: at } = read.data;
  // Who wants the machine alone wants nothing of the service in the pages, its origin neither.
  return choice === 'vm' ? { choice } : { choice, webcontainer: { origin: at, ...(apiKey && { apiKey }) } };
}
