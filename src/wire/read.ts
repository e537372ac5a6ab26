import { readCapture, type Capture, type Packet } from './capture/index.ts';
import { Conversation, type Spoken } from './conversation.ts';
import type { Trouble } from './field.ts';
import { flowName, readPacket, type Carried, type End, type ReadPacket } from './packet/index.ts';
import { KeyLog } from './tls/key-log.ts';

/** A message in a capture: when it was whole, and who said it to whom. */
export interface Message extends Spoken {
  /** The packet in which it ended. */
  packet: number;
  time: number;
  from: End;
  to: End;
  /** Conversations are numbered from 0, in the order of their first packets. */
  conversation: number;
  /** A segment that only carries data or acknowledges them: whoever looks for messages passes over it. */
  quiet: boolean;
}

export interface Reading {
  packets: ReadPacket[];
  messages: Message[];
  /** Of the file, not of a message. */
  troubles: Trouble[];
  /** How many secrets the key logs have. */
  secrets: number;
  keyLog: string;
}

type Recorded = Omit<Capture, 'format'>;

/** Reads what was recorded, with the secrets of a key log (RFC 9850) besides those in the file. */
export function readWire(recorded: Recorded, otherKeyLog = ''): Reading {
  const reader = new WireReader(`${recorded.keyLog}${otherKeyLog}`);
  for (const packet of recorded.packets) reader.add(packet);
  return reader.end(recorded.troubles);
}

/** Reads a pcap or pcapng file; undefined where it is neither. */
export function readFile(file: Uint8Array, keyLog = ''): Reading | undefined {
  const capture = readCapture(file);
  return capture && readWire(capture, keyLog);
}

/** The same, with a turn for others after each few packets: `turn` resolves when it is our turn again. */
export async function readFileInTurns(
  file: Uint8Array,
  keyLog: string,
  turn: () => Promise<void>,
): Promise<Reading | undefined> {
  const capture = readCapture(file);
  if (!capture) return undefined;
  const reader = new WireReader(`${capture.keyLog}${keyLog}`);
  for (const [at, packet] of capture.packets.entries()) {
    if (at % PACKETS_A_TURN === PACKETS_A_TURN - 1) await turn();
    reader.add(packet);
  }
  return reader.end(capture.troubles);
}

/** They take some milliseconds. */
const PACKETS_A_TURN = 16;

/** Reads packets one after the other, as they come. */
export class WireReader {
  readonly packets: ReadPacket[] = [];
  readonly messages: Message[] = [];
  readonly #keyLog: KeyLog;
  #text: string;
  readonly #conversations: Conversation[] = [];
  readonly #open = new Map<string, number>();

  constructor(keyLog: string) {
    this.#text = keyLog;
    this.#keyLog = new KeyLog(keyLog);
  }

  /** More lines of the key log, for what is read from now on. */
  addKeys(lines: string): void {
    this.#text += lines;
    this.#keyLog.add(lines);
  }

  /** What has been read so far, while more comes; a copy, which stays as it is. */
  soFar(): Reading {
    const { packets, messages } = this;
    const copies = { packets: [...packets], messages: [...messages], troubles: [] };
    return { ...copies, secrets: this.#keyLog.size, keyLog: this.#text };
  }

  /** Reads a packet; the messages that end with it are then the last of `messages`. */
  add(packet: Packet): void {
    const read = readPacket(packet);
    this.packets.push(read);
    this.#packet(read);
  }

  /** Nothing more comes: what never ended is a message that says so. */
  end(troubles: readonly Trouble[] = []): Reading {
    const last = this.packets.at(-1)?.packet;
    for (const [number, conversation] of this.#conversations.entries()) {
      if (last) this.#say(conversation.end(), number, last);
    }
    const more: Trouble[] = this.#keyLog.unread.slice(0, 1).map(line => ({ kind: 'unknown', had: line.slice(0, 60) }));
    if (this.#conversations.some(({ gap }) => gap)) more.push({ kind: 'cut', had: 'segments' });
    const { packets, messages } = this;
    return { packets, messages, troubles: [...troubles, ...more], secrets: this.#keyLog.size, keyLog: this.#text };
  }

  #packet({ packet, layer, carried }: ReadPacket): void {
    if (!carried) {
      const what = layer.root.children?.at(-1)?.name ?? 'packet';
      const end = { address: '', port: 0 };
      this.#push(
        { protocol: 'TCP', name: what, side: 'client', layers: [layer], focus: layer.root },
        -1,
        packet,
        end,
        end,
      );
      return;
    }
    const number = this.#numberOf(carried);
    const conversation = this.#conversations[number]!;
    const spoken: Spoken = {
      protocol: carried.tcp ? 'TCP' : 'UDP',
      name: carried.tcp ? segmentName(carried) : 'datagram',
      side: conversation.sideOf(carried),
      layers: [layer],
      focus: layer.root,
    };
    const quiet = carried.tcp !== undefined && !carried.tcp.syn && !carried.tcp.fin && !carried.tcp.rst;
    this.#push(spoken, number, packet, carried.from, carried.to, quiet);
    if (carried.tcp) this.#say(conversation.segment(carried), number, packet);
  }

  /** A SYN after another conversation on the same ports begins a new one. */
  #numberOf(carried: Carried): number {
    const name = flowName(carried);
    const known = this.#open.get(name);
    const anew = carried.tcp?.syn && !carried.tcp.ack && known !== undefined && this.#conversations[known]!.spoke;
    if (known !== undefined && !anew) return known;
    this.#conversations.push(new Conversation(carried, this.#keyLog));
    this.#open.set(name, this.#conversations.length - 1);
    return this.#conversations.length - 1;
  }

  #say(spoken: readonly Spoken[], number: number, packet: Packet): void {
    const { client, server } = this.#conversations[number]!;
    for (const one of spoken) {
      const [from, to] = one.side === 'client' ? [client, server] : [server, client];
      this.#push(one, number, packet, from, to);
    }
  }

  #push(spoken: Spoken, conversation: number, { number, time }: Packet, from: End, to: End, quiet = false): void {
    this.messages.push({ ...spoken, conversation, packet: number, time, from, to, quiet });
  }
}

/** What a segment is for, and whether it acknowledges, too. */
function segmentName({ tcp }: Carried): string {
  const names = [tcp?.syn && 'SYN', tcp?.fin && 'FIN', tcp?.rst && 'RST', tcp?.ack && 'ACK'];
  return names.filter(Boolean).join(' ') || 'segment';
}
