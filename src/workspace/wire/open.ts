import { fromHex } from '../../wire/bytes.ts';
import { LINK, onePacket } from '../../wire/capture/index.ts';
import type { Layer } from '../../wire/field.ts';
import { readFile, readFileInTurns, readWire, type Message, type Reading } from '../../wire/read.ts';
import { looksLikeTls, TlsConnection } from '../../wire/tls/connection.ts';
import { KeyLog } from '../../wire/tls/key-log.ts';
import { certificateLayer } from '../../wire/x509/certificate.ts';

/** Reads a recording with a key log; `noCapture` where it is none. */
export async function openFile(file: Uint8Array, keyLog: string): Promise<Reading | 'noCapture'> {
  return (await readFileInTurns(file, keyLog, turn)) ?? 'noCapture';
}

/** Lets the page answer its reader, at most every few milliseconds. */
function turn(): Promise<void> {
  if (performance.now() - turned < 12) return Promise.resolve();
  return new Promise(resolve =>
    setTimeout(() => {
      turned = performance.now();
      resolve();
    }),
  );
}
let turned = 0;

const NOBODY = { address: '', port: 0 };

/** Reads digits as what their bytes look like: a recording, TLS records, a certificate, else a packet. */
export function openHex(text: string, keyLog: string): Reading | 'noHex' {
  const bytes = fromHex(text.replace(/0x|[\s:,]/gi, ''));
  if (!bytes || bytes.length === 0) return 'noHex';
  const file = readFile(bytes, keyLog);
  if (file) return file;
  if (looksLikeTls(bytes)) return records(bytes, keyLog);
  if (bytes[0] === 0x30) return alone(certificateLayer(bytes), 'Certificate');
  const first = bytes[0]! >> 4;
  const link = first === 4 || (first === 6 && bytes.length >= 40) ? LINK.raw : LINK.ethernet;
  return readWire({ packets: [onePacket(bytes, link)], keyLog: '', troubles: [] }, keyLog);
}

function empty(messages: Message[]): Reading {
  return { packets: [], messages, troubles: [], secrets: 0, keyLog: '' };
}

function alone(layer: Layer, name: string): Reading {
  return empty([{ ...ALONE, name, layers: [layer], focus: layer.root }]);
}

const ALONE = {
  protocol: 'TLS',
  side: 'client',
  packet: 1,
  time: 0,
  from: NOBODY,
  to: NOBODY,
  conversation: 0,
  quiet: false,
} as const;

/** Records of one direction; a ServerHello says that it is the server's. */
function records(bytes: Uint8Array, keyLog: string): Reading {
  const side = bytes[0] === 22 && bytes[5] === 2 ? 'server' : 'client';
  const connection = new TlsConnection(new KeyLog(keyLog));
  const messages = [...connection.feed(side, bytes), ...connection.end(side)];
  return empty(messages.map(({ name, focus, layers }) => ({ ...ALONE, side, name, focus, layers })));
}
