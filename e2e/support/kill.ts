import { readdirSync, readFileSync } from 'node:fs';

/** Ends a browser as a crash of the computer would, with all its processes at once; `profile` is its own folder. */
export function killBrowser(profile: string): void {
  const all = processes();
  const doomed = all.filter(({ command }) => command.includes(profile)).map(({ id }) => id);
  for (const id of doomed) {
    doomed.push(...all.flatMap(one => (one.parent === id && !doomed.includes(one.id) ? [one.id] : [])));
  }
  if (doomed.length === 0) throw new Error(`no browser runs with the profile ${profile}`);
  for (const id of doomed) kill(id);
}

interface Process {
  id: number;
  parent: number;
  command: string;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1]);
        return [{ id: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    /* it went with its parent */
  }
}
