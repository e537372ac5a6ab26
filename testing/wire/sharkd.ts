import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A field as Wireshark's sharkd gives it. */
export interface SharkNode {
  /** What is shown of it. */
  l?: string;
  /** A filter for it, which begins with its name. */
  f?: string;
  /** Where it is, and how long. */
  h?: [at: number, length: number];
  /** Of which bytes: the packet's where it is missing. */
  ds?: number;
  /** Whether it was made up, and stands nowhere. */
  g?: boolean;
  n?: SharkNode[];
}

export interface SharkFrame {
  tree: SharkNode[];
  sources: Uint8Array[];
}

interface Answer {
  id: number;
  result?: { tree?: SharkNode[]; bytes?: string; ds?: { bytes: string }[]; status?: string };
  error?: { message: string };
}

const ofBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** One sharkd, asked one thing after the other. */
export class Sharkd {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #id = 0;

  constructor() {
    this.#child = spawn('sharkd', ['-'], { stdio: ['pipe', 'pipe', 'ignore'] });
    createInterface({ input: this.#child.stdout! }).on('line', line => {
      if (!line.startsWith('{')) return;
      const answer = JSON.parse(line) as Answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  async load(file: string): Promise<void> {
    await this.#ask('load', { file });
  }

  async frame(frame: number): Promise<SharkFrame> {
    const { tree = [], bytes = '', ds = [] } = (await this.#ask('frame', { frame, proto: true, bytes: true })) ?? {};
    return { tree, sources: [bytes, ...ds.map(source => source.bytes)].map(ofBase64) };
  }

  end(): void {
    this.#child.stdin!.end();
    this.#child.kill();
  }

  async #ask(method: string, params: object): Promise<Answer['result']> {
    const id = ++this.#id;
    const answer = await new Promise<Answer>(resolve => {
      this.#waiting.set(id, resolve);
      this.#child.stdin!.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
    if (answer.error) throw new Error(`sharkd ${method} ${JSON.stringify(params)}: ${answer.error.message}`);
    return answer.result;
  }
}
