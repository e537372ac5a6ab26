import { fromHex, hex } from '../bytes.ts';

/** Labels of secrets that we use (RFC 9850, section 2.1); `CLIENT_RANDOM` is the one of TLS 1.2, its master secret. */
export type Label =
  | 'CLIENT_RANDOM'
  | 'CLIENT_EARLY_TRAFFIC_SECRET'
  | 'CLIENT_HANDSHAKE_TRAFFIC_SECRET'
  | 'SERVER_HANDSHAKE_TRAFFIC_SECRET'
  | 'CLIENT_TRAFFIC_SECRET_0'
  | 'SERVER_TRAFFIC_SECRET_0';

const LINE = /^([A-Z][A-Z0-9_]*) ([0-9a-fA-F]{64}) ([0-9a-fA-F]{64,128})$/;
const MOST_LINES = 100_000;

/** The secrets of connections, by their label and the client's random. */
export class KeyLog {
  readonly #secrets = new Map<string, Uint8Array>();
  /** Lines that are neither empty, nor a comment, nor a secret. */
  readonly unread: string[] = [];

  constructor(text = '') {
    this.add(text);
  }

  /** Takes the lines of a log (RFC 9850, section 2); what it cannot read is in `unread`. */
  add(text: string): void {
    for (const line of text.split(/\r?\n/, MOST_LINES)) {
      const [, label, random, secret] = LINE.exec(line.trim()) ?? [];
      if (label) this.#secrets.set(`${label} ${random!.toLowerCase()}`, fromHex(secret!)!);
      else if (line.trim() && !line.startsWith('#')) this.unread.push(line);
    }
  }

  get size(): number {
    return this.#secrets.size;
  }

  secret(label: Label, clientRandom: Uint8Array): Uint8Array | undefined {
    return this.#secrets.get(`${label} ${hex(clientRandom)}`);
  }
}
