import type { BitField } from '../field.ts';
import type { Reader } from '../reader.ts';
import type { Carried, End } from './flow.ts';
import type { Inside } from './ip.ts';

const CONTROL = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'];
const OPTIONS: Readonly<Record<number, string>> = {
  2: 'Maximum Segment Size',
  3: 'Window Scale',
  4: 'SACK Permitted',
  5: 'SACK',
  8: 'Timestamps',
};

/** The control bits that are set, with the names of RFC 9293. */
function controlNames(control: number): string {
  return CONTROL.filter((_, n) => control & (0x80 >> n)).join(' ');
}

function controlBits(number: number): BitField[] {
  return [
    { name: 'Data Offset', value: String(number >> 12) },
    { name: 'Reserved', value: String((number >> 8) & 0xf) },
    ...CONTROL.map((name, n) => ({ name, value: number & (0x80 >> n) ? 'set' : 'not set' })),
  ];
}

/** RFC 9293, section 3.1; undefined where the header is not whole. */
export function readTcp(reader: Reader, { source, destination }: Inside): Carried | undefined {
  const size = ((reader.peek(12) ?? 0) >> 4) * 4;
  if (reader.left >= 20 && size < 20)
    return void reader.fail({ kind: 'not-that', wanted: 'Data Offset 5 or more', had: size / 4 });
  const from: End = { address: source, port: 0 };
  const to: End = { address: destination, port: 0 };
  let control = 0;
  let sequence = 0;
  const header = reader.group('TCP', Math.max(20, size), tcp => {
    from.port = tcp.number('Source Port', 2);
    to.port = tcp.number('Destination Port', 2);
    sequence = tcp.number('Sequence Number', 4);
    tcp.number('Acknowledgment Number', 4);
    control = tcp.number('Data Offset, Control Bits', 2, n => controlNames(n), controlBits);
    tcp.number('Window', 2);
    tcp.digits('Checksum', 2);
    tcp.number('Urgent Pointer', 2);
    if (tcp.left > 0) tcp.group('Options', tcp.left, options => void readOptions(options));
  });
  if (header.trouble) return undefined;
  const [fin, syn, rst, ack] = [0x01, 0x02, 0x04, 0x10].map(bit => Boolean(control & bit)) as [
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  return { from, to, payload: reader.rest('data'), tcp: { sequence, syn, ack, fin, rst } };
}

/** RFC 9293, section 3.2, and RFC 7323. */
function readOptions(options: Reader): void {
  while (options.left > 0) {
    const kind = options.peek()!;
    if (kind === 0) options.rest('End of Option List');
    else if (kind === 1) options.number('No-Operation', 1);
    else readOption(options, kind);
  }
}

function readOption(options: Reader, kind: number): void {
  const length = options.peek(1) ?? 2;
  if (length < 2) return options.fail({ kind: 'not-that', wanted: 'Length 2 or more', had: length });
  options.group(OPTIONS[kind] ?? 'Option', length, option => {
    option.number('Kind', 1);
    option.number('Length', 1);
    if (kind === 2) option.number('MSS', 2);
    else if (kind === 3) option.number('shift.cnt', 1);
    else if (kind === 8) {
      option.number('TSval', 4);
      option.number('TSecr', 4);
    } else if (kind === 5) {
      while (option.left > 0) {
        option.number('Left Edge', 4);
        option.number('Right Edge', 4);
      }
    } else option.rest('Data');
  });
}
