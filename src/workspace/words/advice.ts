import { fill, type Strings } from '../../i18n/strings.ts';
import { MEMORY_LIMIT } from '../../runtimes/runtime.ts';
import { insteadOf } from './packages.ts';

type Words = Strings['workspace']['advice'];

/** What is to be said of a message that Node gives an error; undefined when it is another one. */
type Advise = (message: string, words: Words) => string | undefined;

/** A bare specifier: no path, no URL, no `#` of this folder's own. */
const PACKAGE = /^Cannot find (?:package|module) '((?:@[\w.-]{1,100}\/)?\w[\w.-]{0,100})(?:\/[\w./-]{0,200})?'/;

/**
 * Errors that this place brings about, and not the learner's code alone. Each is known by the start of the message
 * that Node gives the error.
 */
const KNOWN: Readonly<Record<keyof Omit<Words, 'label' | 'npmKnown'>, RegExp | Advise>> = {
  npm: (message, words) => {
    const [, name] = PACKAGE.exec(message) ?? [];
    if (!name) return undefined;
    const use = insteadOf(name);
    return use ? fill(words.npmKnown, { name, use }) : fill(words.npm, { name });
  },
  require: /^require is not defined in ES module scope/,
  dirname: /^__(?:dirname|filename) is not defined in ES module scope/,
  import: /^Cannot use import statement outside a module/,
  lowPort: /^listen EACCES\b/,
  takenPort: /^listen EADDRINUSE\b/,
  internet: /^getaddrinfo (?:ENOTFOUND|EAI_AGAIN)\b|^connect ENETUNREACH\b|^Only URLs with a scheme in: /,
  wasm: /^WebAssembly is not defined/,
  memory: (message, words) =>
    /^Array buffer allocation failed|JavaScript heap out of memory$/.test(message)
      ? fill(words.memory, { n: MEMORY_LIMIT / 1024 ** 2 })
      : undefined,
};

/** What to do about one of `messages`, as prose with `code`; undefined when none is known. */
export function adviceOn(messages: readonly string[], words: Words): string | undefined {
  for (const message of messages) {
    for (const [key, known] of Object.entries(KNOWN) as [keyof typeof KNOWN, RegExp | Advise][]) {
      const advice = known instanceof RegExp ? known.test(message) && words[key] : known(message, words);
      if (advice) return advice;
    }
  }
  return undefined;
}

/** As Node writes an error: `TypeError [CODE]: message`, perhaps as the cause of another; V8 writes of its own end so too. */
const ERROR = /(?:Error|ERROR)(?: \[\w{1,60}\])?: (.{1,1000})/;

/** The messages of the errors in what a program wrote to standard error. */
export function errorsIn(stderr: string): string[] {
  return stderr.split('\n').flatMap(line => ERROR.exec(line.slice(0, 2_000))?.[1] ?? []);
}
