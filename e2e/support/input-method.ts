import type { CDPSession, Page } from '@playwright/test';

/** Types as a Korean input method does: each syllable grows letter by letter, then it is settled. */
export class InputMethod {
  readonly #session: CDPSession;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  async compose(...stages: string[]): Promise<void> {
    for (const text of stages) {
      await this.#session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    }
  }

  async settle(text: string): Promise<void> {
    await this.#session.send('Input.insertText', { text });
  }

  async type(...syllables: string[][]): Promise<void> {
    for (const stages of syllables) {
      await this.compose(...stages);
      await this.settle(stages.at(-1)!);
    }
  }
}

/** 한글, letter by letter. */
export const HANGUL = [
  ['ㅎ', '하', '한'],
  ['ㄱ', '그', '글'],
];
