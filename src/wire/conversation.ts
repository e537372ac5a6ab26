import type { Field, Layer } from './field.ts';
import { HttpConnection } from './http/connection.ts';
import { looksLikeRequest } from './http/framing.ts';
import { endName, flowName, type Carried, type End } from './packet/index.ts';
import { readRoot } from './reader.ts';
import { Reassembly } from './stream/reassembly.ts';
import { looksLikeTls, TlsConnection, type Side, type TlsMessage } from './tls/connection.ts';
import type { Proof } from './tls/finished.ts';
import type { Signed } from './tls/signed.ts';
import type { KeyLog } from './tls/key-log.ts';

/** Something that one end sent to the other, as its protocol counts: a segment, a record, a message. */
export interface Spoken {
  protocol: 'TCP' | 'UDP' | 'TLS' | 'HTTP';
  name: string;
  side: Side;
  layers: Layer[];
  focus: Field;
  /** Of a Finished, where its secret is known. */
  proof?: Proof;
  /** Of a CertificateVerify. */
  signed?: Signed;
}

/** A conversation over TCP: its segments in order, and what they carry. */
export class Conversation {
  readonly name: string;
  readonly client: End;
  readonly server: End;
  readonly #keyLog: KeyLog;
  readonly #streams: Record<Side, Reassembly> = { client: new Reassembly(), server: new Reassembly() };
  #tls?: TlsConnection;
  #http?: HttpConnection;
  #plain = false;
  /** Whether anything has crossed it: then a SYN begins another conversation. */
  spoke = false;

  /** Whoever speaks first is the client, but where the first that was recorded is the answer to a SYN. */
  constructor(first: Carried, keyLog: KeyLog) {
    const answers = first.tcp?.syn && first.tcp.ack;
    this.name = flowName(first);
    this.client = answers ? first.to : first.from;
    this.server = answers ? first.from : first.to;
    this.#keyLog = keyLog;
  }

  sideOf({ from }: Carried): Side {
    return endName(from) === endName(this.client) ? 'client' : 'server';
  }

  /** What ends with this segment. */
  segment(carried: Carried): Spoken[] {
    const side = this.sideOf(carried);
    const stream = this.#streams[side];
    if (carried.tcp?.syn) stream.syn(carried.tcp.sequence);
    this.spoke ||= carried.payload.length > 0 || carried.tcp!.fin || carried.tcp!.rst;
    const start = carried.tcp!.sequence + (carried.tcp!.syn ? 1 : 0);
    return stream.add(start >>> 0, carried.payload).flatMap(bytes => this.#bytes(side, bytes));
  }

  /** What never ended, on both sides. */
  end(): Spoken[] {
    return (['client', 'server'] as const).flatMap(side => [
      ...this.#ofTls(side, this.#tls?.end(side) ?? []),
      ...this.#ofHttp(side, this.#http?.end(side) ?? []),
    ]);
  }

  /** Whether bytes are missing in what was recorded. */
  get gap(): boolean {
    return this.#streams.client.gap || this.#streams.server.gap;
  }

  /** The first bytes of either side decide what the stream is read as. */
  #bytes(side: Side, bytes: Uint8Array): Spoken[] {
    if (!this.#tls && !this.#http && !this.#plain) {
      if (looksLikeTls(bytes)) this.#tls = new TlsConnection(this.#keyLog);
      else if (looksLikeRequest(bytes) && side === 'client') this.#http = new HttpConnection();
      else this.#plain = true;
    }
    if (this.#tls) return this.#ofTls(side, this.#tls.feed(side, bytes));
    if (this.#http) return this.#ofHttp(side, this.#http.feed(side, bytes, []));
    return [plainData(side, bytes)];
  }

  #ofTls(side: Side, messages: readonly TlsMessage[]): Spoken[] {
    return messages.flatMap(({ data, ...message }) => [
      { protocol: 'TLS' as const, side, ...message },
      ...(data ? this.#insideTls(side, data, message.layers) : []),
    ]);
  }

  #insideTls(side: Side, data: Uint8Array, layers: readonly Layer[]): Spoken[] {
    if (!this.#http && !this.#plain) {
      if (side === 'client' && looksLikeRequest(data)) this.#http = new HttpConnection();
      else this.#plain = true;
    }
    return this.#ofHttp(side, this.#http?.feed(side, data, layers) ?? []);
  }

  #ofHttp(side: Side, messages: ReturnType<HttpConnection['feed']>): Spoken[] {
    return messages.map(({ name, layer, from }) => ({
      protocol: 'HTTP' as const,
      side,
      name,
      layers: [...from, layer],
      focus: layer.root,
    }));
  }
}

/** Bytes of a protocol that we do not know. */
function plainData(side: Side, bytes: Uint8Array): Spoken {
  const root = readRoot('data', bytes, reader => void reader.rest('data octets'));
  return { protocol: 'TCP', name: 'data', side, layers: [{ kind: 'stream', bytes, root }], focus: root };
}
