import type { Layer } from '../field.ts';
import { readRoot, type Reader } from '../reader.ts';
import { chunkSize, framingOf, headEnd, lineEnd, text, type Framing } from './framing.ts';

const quoted = (bytes: Uint8Array): string => `"${text(bytes)}"`;
const LONGEST_SHOWN = 2000;
const shortened = (bytes: Uint8Array): string =>
  bytes.length > LONGEST_SHOWN ? `${bytes.length} bytes` : `"${text(bytes)}"`;

/** A message of HTTP/1.1, field by field (RFC 9112, section 2.1). */
export function httpLayer(bytes: Uint8Array, method?: string): Layer {
  const isResponse = text(bytes.subarray(0, 5)) === 'HTTP/';
  const root = readRoot('HTTP-message', bytes, message => {
    const end = headEnd(bytes) ?? bytes.length;
    const framing = framingOf(text(bytes.subarray(0, end)), method);
    message.group('head', end, head => {
      readLine(head, bytes, isResponse ? 'status-line' : 'request-line', isResponse ? STATUS : REQUEST);
      while (head.left > 2) readFieldLine(head, bytes);
      head.rest('CRLF', () => '');
    });
    readBody(message, bytes, framing);
  });
  return { kind: 'stream', bytes, root };
}

const REQUEST = ['method', 'request-target', 'HTTP-version'];
const STATUS = ['HTTP-version', 'status-code', 'reason-phrase'];

/** Three words with a space between; the last may have spaces. */
function readLine(reader: Reader, bytes: Uint8Array, name: string, words: readonly string[]): void {
  const length = (lineEnd(bytes, reader.at) ?? bytes.length) - reader.at;
  reader.group(name, length, line => {
    const content = withoutEnd(bytes.subarray(line.at, line.at + length));
    const [first = '', second = ''] = text(content).split(' ', 2);
    word(line, words[0]!, first.length);
    if (content.length > first.length) {
      line.bytes('SP', 1, () => '');
      word(line, words[1]!, second.length);
    }
    if (content.length > first.length + 1 + second.length) {
      line.bytes('SP', 1, () => '');
      word(line, words[2]!, content.length - first.length - second.length - 2);
    }
    line.rest('CRLF', () => '');
  });
}

function word(line: Reader, name: string, length: number): void {
  if (length > 0) line.bytes(name, length, quoted);
}

/** A field: its name, a colon, its value, each without the white space around it (RFC 9112, section 5). */
function readFieldLine(head: Reader, bytes: Uint8Array): void {
  const length = Math.max(1, (lineEnd(bytes, head.at) ?? bytes.length) - head.at);
  const line = text(withoutEnd(bytes.subarray(head.at, head.at + length)));
  const [, name, before, value, after] = /^([^:]+):([ \t]*)(.*?)([ \t]*)$/s.exec(line) ?? [];
  head.group(name ?? 'field-line', length, field => {
    if (name === undefined) return field.fail({ kind: 'not-that', wanted: 'field-name:', had: line.slice(0, 40) });
    field.bytes('field-name', name.length, quoted);
    field.bytes('colon', 1, () => '');
    if (before) field.bytes('OWS', before.length, () => '');
    if (value) field.bytes('field-value', value.length, quoted);
    if (after) field.bytes('OWS', after.length, () => '');
    field.rest('CRLF', () => '');
  });
}

function withoutEnd(line: Uint8Array): Uint8Array {
  const end = line.at(-1) === 10 ? (line.at(-2) === 13 ? 2 : 1) : 0;
  return line.subarray(0, line.length - end);
}

function readBody(message: Reader, bytes: Uint8Array, framing: Framing): void {
  if (framing.kind === 'chunked') return readChunks(message, bytes);
  const missing = framing.kind === 'length' ? framing.length - message.left : 0;
  if (message.left === 0 && missing <= 0) return;
  message.rest('content', shortened);
  if (missing > 0)
    message.fail({ kind: 'short', wanted: framing.kind === 'length' ? framing.length : 0, had: message.at });
}

function readChunks(message: Reader, bytes: Uint8Array): void {
  if (message.left === 0) return message.fail({ kind: 'cut', had: 0 });
  message.group('chunked-body', message.left, body => {
    while (body.left > 0) {
      const end = lineEnd(bytes, body.at) ?? bytes.length;
      const size = chunkSize(text(bytes.subarray(body.at, Math.min(end, body.at + 200))));
      if (size === undefined) return body.fail({ kind: 'not-that', wanted: 'chunk-size', had: body.left });
      if (size === 0) return readLastChunk(body, bytes, end);
      body.group('chunk', end - body.at + size + 2, chunk => {
        readChunkLine(chunk, bytes, end);
        chunk.bytes('chunk-data', size, shortened);
        chunk.bytes('CRLF', 2, () => '');
      });
    }
  });
}

function readChunkLine(chunk: Reader, bytes: Uint8Array, end: number): void {
  const line = text(withoutEnd(bytes.subarray(chunk.at, end)));
  const digits = /^[0-9a-f]+/i.exec(line)?.[0].length ?? 0;
  chunk.bytes('chunk-size', digits, size => `${Number.parseInt(text(size), 16)} bytes`);
  if (line.length > digits) chunk.bytes('chunk-ext', line.length - digits, quoted);
  chunk.bytes('CRLF', end - chunk.at, () => '');
}

/** The chunk of no bytes, fields behind it, and an empty line (RFC 9112, sections 7.1 and 7.1.2). */
function readLastChunk(body: Reader, bytes: Uint8Array, end: number): void {
  body.group('last-chunk', end - body.at, chunk => readChunkLine(chunk, bytes, end));
  if (body.left > 2) {
    body.group('trailer-section', body.left - 2, trailer => {
      while (trailer.left > 0) readFieldLine(trailer, bytes);
    });
  }
  body.rest('CRLF', () => '');
}
