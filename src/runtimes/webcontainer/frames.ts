import { streamOf } from '../../streams.ts';
import type { OutputStream } from '../runtime.ts';

/** What launcher.mjs tells the page. */
export type Frame =
  | { type: 'output'; stream: OutputStream; bytes: Uint8Array }
  | { type: 'exit'; code: number }
  /** The program could not be started. */
  | { type: 'failed'; message: string }
  | { type: 'alive' };

const LINE = /^hs (\w)(?: ([\w+/=]*))?$/;
/** Of lines that are no frames: Node's own last words, kept for an error message. */
const STRAY_KEPT = 2_000;

export interface FrameReader {
  /** Gives the frames that this piece of text completes. */
  read(text: string): Frame[];
  /** The end of what came besides frames. */
  readonly stray: string;
}

/** Puts lines together from text that may be cut anywhere; a line that is no frame is kept aside, not passed on. */
export function createFrameReader(): FrameReader {
  let rest = '';
  let stray = '';
  return {
    read(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      return lines.flatMap(line => {
        const frame = parseFrame(line.replace(/\r$/, ''));
        if (!frame) stray = `${stray}${line}\n`.slice(-STRAY_KEPT);
        return frame ?? [];
      });
    },
    get stray() {
      return `${stray}${rest}`.trim().slice(-STRAY_KEPT);
    },
  };
}

function parseFrame(line: string): Frame | undefined {
  const [, kind = '', payload = ''] = LINE.exec(line) ?? [];
  if (kind === 't') return { type: 'alive' };
  if (kind === 'x' && /^\d+$/.test(payload)) return { type: 'exit', code: Number(payload) };
  const bytes = fromBase64(payload);
  if (!bytes) return undefined;
  if (kind === 'l') return { type: 'failed', message: new TextDecoder().decode(bytes) };
  const stream = streamOf(kind);
  return stream && { type: 'output', stream, bytes };
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), character => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Base64 of bytes, or of text as UTF-8. */
export function toBase64(data: string | Uint8Array): string {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  let binary = '';
  // `fromCharCode` takes its characters as arguments, of which there may not be too many.
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

/** A line for the launcher: bytes of standard input. */
export const inputLine = (data: string | Uint8Array): string => `hs i ${toBase64(data)}\n`;
/** A line for the launcher: standard input ends. */
export const INPUT_END = 'hs .\n';
/** A line for the launcher: the program gets SIGINT. */
export const INTERRUPT = 'hs c\n';
