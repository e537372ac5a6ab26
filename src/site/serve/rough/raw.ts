import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  /** Names in small letters. */
  headers: Record<string, string>;
  body: Buffer;
}

/** A request's bytes, as odd as one likes; each line without its end. */
export function requestOf(line: string, ...headers: string[]): string {
  return [line, ...headers, 'Connection: close', '', ''].join('\r\n');
}

/** A connection to this computer that is never an uncaught error. */
export function dial(port: number): Socket {
  return connect(port, '127.0.0.1').on('error', () => {});
}

/** Sends bytes as they are and reads until the server closes; undefined where no answer came. */
export async function raw(port: number, bytes: string): Promise<Answer | undefined> {
  const socket = dial(port);
  socket.write(bytes, 'latin1');
  const parts: Buffer[] = [];
  socket.on('data', part => parts.push(part));
  await new Promise(resolve => void socket.once('close', resolve));
  return answerIn(Buffer.concat(parts));
}

/** Leaves as soon as the first bytes have come. */
export async function abort(port: number, bytes: string): Promise<void> {
  const socket = dial(port);
  socket.write(bytes, 'latin1');
  socket.once('data', () => socket.destroy());
  await new Promise(resolve => void socket.once('close', resolve));
}

function answerIn(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [line = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = fields.map(field => [
    field.slice(0, field.indexOf(':')).toLowerCase(),
    field.slice(field.indexOf(':') + 1).trim(),
  ]);
  return {
    status: Number(line.split(' ')[1]),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: bytes.subarray(end + 4),
  };
}
