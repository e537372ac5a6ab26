import { encodeFiles, encodeFrame, type RunPayload } from './protocol.ts';

/** A session as the guest needs it; see image/guest/session.pl. */
export interface SessionPayload {
  rows: number;
  columns: number;
  /** Names and values without a line's end. */
  env: Readonly<Record<string, string>>;
  files: RunPayload['files'];
}

/** Records of one look at the files: `undefined` is a file that is gone. */
export interface GuestLook {
  files: Map<string, Uint8Array | undefined>;
  /** Files that it names only: too large, or with a name that is no text. */
  withheld: string[];
  /** Why changes of ours could not be made. */
  troubles: string[];
}

const LARGEST = 1000;
const NEWLINE = 10;

/** Every frame that opens a session, in order. Throws a `RangeError` on a path or a variable that it could not have. */
export function encodeSession(id: string, { files, env, ...size }: SessionPayload): Uint8Array[] {
  const variables = Object.entries(env).map(([name, value]) => {
    if (/[\n\0]/.test(name + value)) throw new RangeError(`the variable ${JSON.stringify(name)} is more than one line`);
    return `\n${name}=${value}`;
  });
  const written = Object.keys(files).length > 0 ? [encodeFiles(files)] : [];
  return [...written, encodeFrame('P', id, `${sizeText(size)}${variables.join('')}`)];
}

/** Tells the terminal's size: whole numbers from 1 to 1000, whatever is asked for. */
export function encodeSize(id: string, size: { rows: number; columns: number }): Uint8Array {
  return encodeFrame('W', id, sizeText(size));
}

function sizeText({ rows, columns }: { rows: number; columns: number }): string {
  const sane = (length: number): number => Math.min(LARGEST, Math.max(1, Math.trunc(length) || 1));
  return `${sane(rows)} ${sane(columns)}`;
}

/** A change of the files, with its number from 1 on: first what goes, then what is written. Throws as `encodeFiles`. */
export function encodeChange(removed: readonly string[], written: RunPayload['files'], number: number): Uint8Array[] {
  // A look between the two has not seen this change yet.
  const removal = removed.length > 0 ? [encodeFrame('D', number - 1, removed.join('\0'))] : [];
  return [...removal, encodeFiles(written, number)];
}

/** Reads what a look has told, all its frames together; what cannot be read ends it. */
export function decodeLook(bytes: Uint8Array): GuestLook {
  const look: GuestLook = { files: new Map(), withheld: [], troubles: [] };
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, at);
    const [, nameLength, what] = /^(\d+) (-|!|\d+)$/.exec(text(bytes.subarray(at, end))) ?? [];
    if (end < 0 || what === undefined) break;
    const name = bytes.subarray(end + 1, end + 1 + Number(nameLength));
    at = end + 1 + name.length + (Number(what) || 0);
    record(look, name, what, bytes.subarray(end + 1 + name.length, at));
  }
  return look;
}

function record(look: GuestLook, name: Uint8Array, what: string, content: Uint8Array): void {
  const path = text(name);
  if (name.length === 0) look.troubles.push(text(content));
  else if (what === '!' || path.includes('\uFFFD')) look.withheld.push(path);
  else look.files.set(path, what === '-' ? undefined : content.slice());
}

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
