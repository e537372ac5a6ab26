import { randomInt } from 'node:crypto';

import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';

/** Lists of 2048 words each that BIP 39 chose for being told apart; only the words are used, not its scheme. */
const WORDS: Readonly<Record<string, readonly string[]>> = { en: english, ko: korean };
/** 11 bits each. */
const LENGTH = 4;

/** A pupil's pass phrase of 44 random bits, in a language's words; `draw` gives a number below another. */
export function newPassPhrase(lang: string, draw: (below: number) => number = randomInt): string {
  const words = WORDS[lang] ?? english;
  return passPhraseFrom(Array.from({ length: LENGTH }, () => words[draw(words.length)]).join(' '));
}

/** A pass phrase as it is compared, whatever case, spaces or hyphens it was typed with. */
export function passPhraseFrom(typed: string): string {
  return typed
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s\p{P}]+/u)
    .filter(Boolean)
    .join(' ');
}
