import type { Packet } from '../capture/capture.ts';
import type { Layer } from '../field.ts';
import { readRoot, type Reader } from '../reader.ts';
import type { Carried } from './flow.ts';
import { readIpv4, readIpv6, type Inside } from './ip.ts';
import { readLink } from './link.ts';
import { readTcp } from './tcp.ts';
import { readUdp } from './udp.ts';

export { endName, flowName, type Carried, type End } from './flow.ts';

export interface ReadPacket {
  packet: Packet;
  layer: Layer;
  /** Of TCP or UDP; undefined where it is neither, or not whole. */
  carried?: Carried;
}

/** A packet's headers, field by field, and what they carry. */
export function readPacket(packet: Packet): ReadPacket {
  let carried: Carried | undefined;
  const root = readRoot('packet', packet.bytes, reader => {
    carried = readNetwork(reader, packet.link);
    reader.rest('data');
  });
  if (packet.whole > packet.bytes.length)
    root.trouble ??= { kind: 'cut', had: packet.bytes.length, wanted: packet.whole };
  return { packet, layer: { kind: 'packet', bytes: packet.bytes, root }, carried };
}

function readNetwork(reader: Reader, link: number): Carried | undefined {
  const network = readLink(reader, link);
  if (network === 'none') return undefined;
  const inside = network === 'ipv4' ? readIpv4(reader) : readIpv6(reader);
  return inside && readTransport(reader, inside);
}

/** Only what belongs to the packet: Ethernet fills short frames up, and the filling is no data. */
function readTransport(reader: Reader, inside: Inside): Carried | undefined {
  const trailer = Math.max(0, reader.left - Math.max(0, inside.length));
  const length = reader.left - trailer;
  let carried: Carried | undefined;
  if (inside.protocol === 6 || inside.protocol === 17) {
    reader.group(inside.protocol === 6 ? 'segment' : 'datagram', length, transport => {
      carried = inside.protocol === 6 ? readTcp(transport, inside) : readUdp(transport, inside);
    });
  } else if (length > 0) reader.bytes('payload', length);
  if (trailer > 0) reader.rest('Trailer');
  return carried;
}
