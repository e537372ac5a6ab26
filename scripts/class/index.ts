import { didYouMean } from '../../src/course/disk/did-you-mean.ts';

/** `npm run class -- <command>`: what the owner of a class server does by hand or leaves running. */
const COMMANDS = { grade: async () => (await import('./grade.ts')).grade };

const [command = '', ...rest] = process.argv.slice(2);
try {
  if (!isCommand(command)) throw new Error(`npm run class -- <${Object.keys(COMMANDS).join('|')}>${hint(command)}`);
  const run = await COMMANDS[command]();
  await run(rest);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

function isCommand(word: string): word is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, word);
}

function hint(word: string): string {
  return word === '' ? '' : `: there is no "${word}"${didYouMean(word, Object.keys(COMMANDS))}`;
}
