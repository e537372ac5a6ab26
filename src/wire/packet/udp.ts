import type { Reader } from '../reader.ts';
import type { Carried } from './flow.ts';
import type { Inside } from './ip.ts';

/** RFC 768; undefined where the header is not whole. */
export function readUdp(reader: Reader, { source, destination }: Inside): Carried | undefined {
  const from = { address: source, port: 0 };
  const to = { address: destination, port: 0 };
  const header = reader.group('UDP', 8, udp => {
    from.port = udp.number('Source Port', 2);
    to.port = udp.number('Destination Port', 2);
    udp.number('Length', 2);
    udp.digits('Checksum', 2);
  });
  return header.trouble ? undefined : { from, to, payload: reader.rest('data octets') };
}
