import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** Where a request comes from. */
export interface Peer {
  address: string;
  /** Whether it came by https, to us or to the proxy. */
  secure: boolean;
}

/** Who asks; what headers say of it is believed only of the proxies named, each of which adds one address at the end. */
export function peerOf({ socket, headers }: IncomingMessage, proxies: readonly string[]): Peer {
  const address = plain(socket.remoteAddress ?? '');
  const encrypted = (socket as TLSSocket).encrypted === true;
  if (!proxies.includes(address)) return { address, secure: encrypted };
  const said = [headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map(one => plain(one.trim()));
  const beyond = said
    .filter(Boolean)
    .reverse()
    .find(one => !proxies.includes(one));
  return { address: beyond ?? address, secure: encrypted || lastOf(headers['x-forwarded-proto']) === 'https' };
}

/** An IPv4 address as such, also where the socket is of both kinds (RFC 4291, 2.5.5.2). */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function lastOf(header: string | string[] | undefined): string | undefined {
  return [header ?? []].flat().join(',').split(',').at(-1)?.trim();
}
