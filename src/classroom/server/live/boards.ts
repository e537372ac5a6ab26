import { commonMistakes, type Mistake } from '../../rules/board.ts';
import type { Stores } from '../../data/index.server.ts';
import { Board } from './board.ts';

/** The boards of all classes that somebody has looked at, each kept up to date as long as it is looked at. */
export class Boards {
  readonly #stores: Stores;
  readonly #boards = new Map<string, Promise<Board>>();

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  /** A class's board as of now; the caller calls `leave` when it no longer looks. */
  async watch(classId: string): Promise<Board> {
    const opening = this.#boards.get(classId) ?? Board.open(this.#stores, classId, () => this.#boards.delete(classId));
    this.#boards.set(classId, opening);
    try {
      const board = await opening;
      board.enter();
      await board.catchUp();
      return board;
    } catch (error) {
      if (this.#boards.get(classId) === opening) this.#boards.delete(classId);
      throw error;
    }
  }

  /** What `read` makes of a class's board. */
  async look<T>(classId: string, read: (board: Board) => T): Promise<T> {
    const board = await this.watch(classId);
    try {
      return read(board);
    } finally {
      board.leave();
    }
  }
}

/** What the pupils of a board are stuck on now. */
export function mistakesOn(board: Board): Mistake[] {
  return commonMistakes(
    [...board.cells.values()].flatMap(lessons => [...lessons].map(([lesson, cell]) => ({ lesson, cell }))),
  );
}
