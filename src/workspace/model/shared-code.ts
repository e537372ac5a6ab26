import { batch, signal } from '@preact/signals';

import type { FileMode } from '../../course/file-modes.ts';
import { sameFiles } from '../../progress/index.ts';
import { carriesCode, unpackCode, UnableToPack, type LinkProblem, type Shared } from '../share/code-link.ts';
import type { Code } from './code.ts';

/** What a link has brought: somebody's code, code like the reader's, or why there is none. */
export type Offered =
  { kind: 'code'; shared: Shared } | { kind: 'same' } | { kind: 'problem'; problem: LinkProblem } | { kind: 'unable' };

/** Code that a link carries. It waits to be looked at, and nothing here ever runs it. */
export class SharedCode {
  readonly offered = signal<Offered | undefined>(undefined);
  readonly #code: Code;
  readonly #slug: string;
  readonly #files: Readonly<Record<string, FileMode>>;
  /** Fragments that the reader is done with: Back may lead to one again. */
  readonly #done = new Set<string>();
  #open = '';

  constructor(code: Code, slug: string, files: Readonly<Record<string, FileMode>>) {
    this.#code = code;
    this.#slug = slug;
    this.#files = files;
  }

  /** Takes up an address's fragment, if it carries code; only once the reader's own code is known. */
  async take(fragment: string): Promise<void> {
    if (!carriesCode(fragment) || this.#done.has(fragment) || this.#open === fragment) return;
    this.#open = fragment;
    const offered = await this.#read(fragment);
    if (this.#open === fragment) this.offered.value = offered;
  }

  async #read(fragment: string): Promise<Offered> {
    try {
      const read = await unpackCode(fragment, this.#slug, this.#files);
      if ('problem' in read) return { kind: 'problem', ...read };
      const { over, files } = { over: this.#code.over(read.shared.files), files: this.#code.files.value };
      return sameFiles(over, files) ? { kind: 'same' } : { kind: 'code', ...read };
    } catch (error) {
      if (error instanceof UnableToPack) return { kind: 'unable' };
      throw error;
    }
  }

  accept(): void {
    const offered = this.offered.value;
    if (offered?.kind !== 'code') return;
    const { files, version } = offered.shared;
    batch(() => {
      this.leave();
      this.#code.takeShared(files, version);
    });
  }

  leave(): void {
    this.#done.add(this.#open);
    this.#open = '';
    this.offered.value = undefined;
  }
}
