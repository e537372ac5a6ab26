import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { attack, check } from '#check';
import { readFor } from '#work/files.mjs';

check('own-file', t => {
  const { ann, ben, ask, texts } = office(t);
  for (const user of [ann, ben]) {
    for (const path of ['notes.txt', 'plans/today.txt', '할 일.txt']) {
      t.equal(ask(user, `${user}/${path}`), texts[`${user}/${path}`], "what somebody reads in a file of their own");
    }
  }
});

attack('other-paths', { legit: 'own-file' }, async t => {
  const { root, ann, ben, ask } = office(t);
  for (const words of [
    `${ann}/notes.txt`, `${ben}/../${ann}/notes.txt`, `${ben}/plans/../../${ann}/notes.txt`, `./${ann}/notes.txt`,
    `/${ann}/notes.txt`, `//${ann}/notes.txt`, `${ben}//../${ann}//notes.txt`, `../${basename(root)}/${ann}/notes.txt`,
    `${ben}/....//....//${ann}/notes.txt`, `${ben}/.../...//${ann}/notes.txt`, `${root}/${ann}/notes.txt`,
    `${ben}/../shared.txt`, `${ben}/../../${basename(root)}.txt`, 'shared.txt', `../${basename(root)}.txt`, '', '.', ben,
    `${ben}/%2e%2e/${ann}/notes.txt`, `${ben}%2f..%2f${ann}%2fnotes.txt`,
    // Whoever takes steps out once puts these together.
    `${ben}/..././${ann}/notes.txt`, `${ben}/.../.../${ann}/notes.txt`, `${ben}/.../..//../${ann}/notes.txt`,
  ]) await refused(t, ask, ben, words, "a file that is not one's own");
});

attack('near-name', { legit: 'own-file' }, async t => {
  const { ben, longer, ask, add } = office(t);
  await refused(t, ask, ben, `${longer}/notes.txt`, 'a folder whose name begins alike');
  await refused(t, ask, ben, `${ben}/../${longer}/notes.txt`, 'a folder whose name begins alike');
  for (const other of [`x${ben}`, ben.toUpperCase(), `${ben}.old`]) {
    add(`${other}/notes.txt`);
    await refused(t, ask, ben, `${other}/notes.txt`, 'a folder whose name is nearly the same');
  }
  // Their name in another place is not their folder.
  add(`${longer}/${ben}/notes.txt`);
  await refused(t, ask, ben, `${longer}/${ben}/notes.txt`, "a folder of one's name in somebody else's");
});

attack('link', { legit: 'own-file' }, async t => {
  const { root, ann, ben, ask } = office(t);
  symlinkSync(join(root, ann, 'notes.txt'), join(root, ben, 'a-link.txt'));
  symlinkSync(join('..', ann), join(root, ben, 'a-folder'));
  symlinkSync(join('..', '..', `${basename(root)}.txt`), join(root, ben, 'out.txt'));
  for (const path of ['a-link.txt', 'a-folder/notes.txt', 'a-folder/plans/today.txt', 'out.txt']) {
    await refused(t, ask, ben, `${ben}/${path}`, "a link in one's own folder to somebody else's file");
  }
});

attack('left', { legit: 'own-file' }, async t => {
  const { ben, ask, people, add, texts } = office(t);
  const stranger = `s${t.text(6)}`;
  add(`${stranger}/notes.txt`);
  await refused(t, ask, stranger, `${stranger}/notes.txt`, 'a user who is not in people');
  t.equal(ask(ben, `${ben}/notes.txt`), texts[`${ben}/notes.txt`], 'what somebody reads who is still here');
  people.delete(ben);
  await refused(t, ask, ben, `${ben}/notes.txt`, 'a user who has left since');
});

/** A folder in a folder of its own, with files of two people and of one whose name begins as the second's. */
function office(t) {
  const outside = mkdtempSync(join(tmpdir(), 'office-'));
  t.after(() => rmSync(outside, { recursive: true, force: true }));
  const root = join(outside, `r${t.text(6)}`);
  const [ann, ben] = [`a${t.text(5)}`.toLowerCase(), `b${t.text(5)}`.toLowerCase()];
  const longer = `${ben}${t.text(3)}`.toLowerCase();
  const texts = {};
  const add = path => {
    texts[path] = t.text(20);
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), texts[path]);
  };
  for (const name of [ann, ben, longer]) {
    for (const path of ['notes.txt', 'plans/today.txt', '할 일.txt']) add(`${name}/${path}`);
  }
  add('shared.txt');
  writeFileSync(join(outside, `${basename(root)}.txt`), t.text(20));
  const people = new Set([ann, ben, longer]);
  const ask = (user, words) => readFor({ root, user, words, people });
  return { root, ann, ben, longer, texts, people, ask, add };
}

async function refused(t, ask, user, words, what) {
  t.evidence('who asks', user);
  t.evidence('for what', words === '' ? '(nothing)' : words);
  await t.refuses(() => ask(user, words), what);
}
