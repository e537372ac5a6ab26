import { get } from 'node:http';
import { createInterface } from 'node:readline';

export interface Watched {
  /** A pupil's write is under way now. */
  due(pupil: string): void;
  /** Ms from then until the board's page was told of it. */
  lags: number[];
  close(): void;
}

/** Looks at a class's live board, as a teacher's page does. */
export async function watchBoard(server: string, classId: string, cookie: string): Promise<Watched> {
  const waiting = new Map<string, number>();
  const lags: number[] = [];
  const told = (pupils: readonly string[]): void => {
    for (const pupil of pupils) {
      const since = waiting.get(pupil);
      if (since !== undefined) lags.push(performance.now() - since);
      waiting.delete(pupil);
    }
  };
  const asked = get(`${server}/en/class/${classId}/live/`, { headers: { Cookie: cookie } });
  await new Promise<void>((resolve, reject) => {
    asked.once('error', reject);
    asked.once('response', response => {
      if (response.statusCode !== 200) return reject(new Error(`the board said ${response.statusCode}`));
      const lines = createInterface({ input: response });
      lines.on('error', () => undefined); // it is closed in the middle
      lines.on('line', line => {
        if (!line.startsWith('data: ')) return;
        const pupils = JSON.parse(line.slice(6)) as string[] | 'all';
        told(pupils === 'all' ? [...waiting.keys()] : pupils);
      });
      resolve();
    });
  });
  const due = (pupil: string): void => void (waiting.has(pupil) || waiting.set(pupil, performance.now()));
  return { due, lags, close: () => void asked.destroy() };
}
