import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { attack, check } from '#check';
import { manifest, verifyDir } from '#work/manifest.mjs';

import { filesOf, LARGE, NAMES, otherDigit, sha256, smallFilesOf, withFlippedBit } from './files.mjs';
import { between, folder, put } from './folders.mjs';

const CLEAN = { changed: [], missing: [], added: [] };

check('unchanged', async t => {
  const files = filesOf(t);
  const dir = folder(t, files);
  const text = await listed(t, dir);
  for (const bytes of Object.values(files)) {
    t.ok(text.toLowerCase().includes(sha256(bytes)), 'the digest of each file is in the manifest', 'digest');
  }
  // The same files, which came in another order, in another folder.
  const copy = folder(t, Object.fromEntries(Object.entries(files).reverse()));
  t.equal(await manifest(copy), text, 'the manifest of a copy', 'copy');
  const fresh = await again(t);
  await found(t, copy, text, CLEAN, 'nothing was done', fresh.verifyDir);
  await found(t, dir, text, CLEAN, 'nothing was done');
  mkdirSync(join(dir, 'empty'));
  await found(t, dir, text, CLEAN, 'an empty folder was made');
  const empty = folder(t);
  await found(t, empty, await listed(t, empty), CLEAN, 'a folder without files');
});

check('edited', async t => {
  const files = filesOf(t);
  const [dir, other] = [folder(t, files), folder(t, files)];
  const text = await listed(t, dir);
  // All of a digest counts: whoever has to fit a part of it finds another file that does.
  const single = folder(t, { 'a.txt': files['a.txt'] });
  const singleText = await listed(t, single);
  for (const at of [0, 31, 63]) {
    const near = otherDigit(singleText, sha256(files['a.txt']), at);
    await found(t, single, near, { changed: ['a.txt'] }, `digit ${at + 1} of a digest in the manifest is another`);
  }
  // Of the large file the last byte, of the middle one a byte that is no text before and after; time and size stay.
  put(dir, 'large.bin', withFlippedBit(files['large.bin'], LARGE - 1));
  await found(t, dir, text, { changed: ['large.bin'] }, 'the last byte of a large file was edited');
  put(dir, 'src/lib/data', withFlippedBit(files['src/lib/data'], 2));
  rmSync(join(dir, 'empty.txt'));
  put(dir, 'src/empty.txt', '');
  put(dir, '새 파일.txt', t.text(5));
  const report = { changed: ['large.bin', 'src/lib/data'], missing: ['empty.txt'], added: ['src/empty.txt', '새 파일.txt'] };
  await Promise.all([
    found(t, dir, text, report, 'two files were edited, one deleted, two added'),
    found(t, other, text, CLEAN, 'nothing was done, while another folder is looked at'),
  ]);
  for (const name of Object.keys(files)) rmSync(join(other, name));
  await found(t, other, text, { missing: Object.keys(files) }, 'all files were deleted');
  await found(t, other, await listed(t, folder(t)), CLEAN, 'no files, beside a manifest of none');
});

check('moved', async t => {
  const files = smallFilesOf(t);
  const dir = folder(t, files);
  const text = await listed(t, dir);
  renameSync(join(dir, 'a.txt'), join(dir, 'z.txt'));
  await found(t, dir, text, { missing: ['a.txt'], added: ['z.txt'] }, 'a file was renamed');
  renameSync(join(dir, 'z.txt'), join(dir, 'src/a.txt'));
  await found(t, dir, text, { missing: ['a.txt'], added: ['src/a.txt'] }, 'a file was moved to another folder');
  rmSync(join(dir, 'src/a.txt'));
  put(dir, 'a.txt/a.txt', files['a.txt']);
  await found(t, dir, text, { missing: ['a.txt'], added: ['a.txt/a.txt'] }, 'a folder took the place of a file');
  rmSync(join(dir, 'a.txt'), { recursive: true });
  put(dir, 'a.txt', files['src/b.txt']);
  put(dir, 'src/b.txt', files['a.txt']);
  await found(t, dir, text, { changed: ['a.txt', 'src/b.txt'] }, 'two files were swapped');
  put(dir, 'src/b.txt', files['src/b.txt']);
  await found(t, dir, text, { changed: ['a.txt'] }, 'a file was overwritten with another one');
});

check('names', async t => {
  const contents = Object.fromEntries(NAMES.map(name => [name, t.text(9)]));
  const dir = folder(t, contents);
  const text = await listed(t, dir);
  await found(t, dir, text, CLEAN, 'nothing was done, to files with odd names');
  const [changed, missing, rest] = [0, 1, 2].map(third => NAMES.filter((_, at) => at % 3 === third));
  for (const name of changed) put(dir, name, t.text(9));
  for (const name of missing) rmSync(join(dir, name));
  const { verifyDir: fresh } = await again(t);
  await found(t, dir, text, { changed, missing }, 'files with odd names were edited and deleted', fresh);
  const before = await listed(t, dir);
  for (const name of missing) put(dir, name, contents[name]);
  for (const name of rest) rmSync(join(dir, name));
  await found(t, dir, before, { added: missing, missing: rest }, 'files with odd names were added and deleted');
});

attack('two-folders', { legit: 'unchanged' }, async t => {
  // The learner's own manifest of two files; then a single file whose name is a piece of that manifest.
  const [one, two] = ['one', 'two'].map(name => `${name}-${t.text(6)}`);
  const files = { [one]: t.text(20), [two]: t.text(20) };
  const dir = folder(t, files);
  const text = await listed(t, dir);
  const name = between(text, one, two);
  const fits = name && name.length < 250 && !['/', '\0'].some(mark => name.includes(mark)); // as the name of a file
  for (const content of fits ? Object.values(files) : []) {
    await different(t, { dir, text }, folder(t, { [name]: content }));
  }
  // Each pair in the same two folders.
  const [here, there] = [folder(t), folder(t)];
  for (const [first, second] of [
    ['a\nb', 'a\\nb'], ['a\nb', 'a%0Ab'], ['a\nb', 'a b'], ['a\nb', 'ab'], ['a\\b', 'a\\\\b'], ['a b', 'a  b'], ['a', 'a '],
    ['a', ' a'], ['a', 'A'], ['a', 'a\r'], ['a%b', 'a%25b'], ['a"b', 'a\\"b'], ['각', '각'.normalize('NFD')], ['a/b', 'a\\b'],
    ['a/b', 'a%2Fb'], ['a/b', 'b'], ['a/b', 'a:b'], ['a\tb', 'a\\tb'], ['a\u00e9', 'a\ufffd'],
  ]) {
    const content = t.text(8);
    put(here, first, content);
    put(there, second, content);
    await different(t, { dir: here, text: await listed(t, here) }, there);
    for (const [dir, name] of [[here, first], [there, second]]) rmSync(join(dir, name.split('/')[0]), { recursive: true });
  }
});

attack('links', { legit: 'unchanged' }, async t => {
  const files = smallFilesOf(t);
  const [dir, outside] = [folder(t, files), folder(t, files)];
  const text = await listed(t, dir);
  rmSync(join(dir, 'a.txt'));
  for (const [target, how] of [
    [join(outside, 'a.txt'), 'a file became a link to its copy outside'], [join(dir, 'src/b.txt'), 'a file became a link to another'],
    ['nowhere', 'a file became a link to nothing'], [outside, 'a file became a link to a folder outside'],
  ]) {
    symlinkSync(target, join(dir, 'a.txt'));
    await found(t, dir, text, { changed: ['a.txt'] }, how, verifyDir, 'followed');
    await t.refuses(() => manifest(dir), 'a manifest of a folder with a link', 'listed');
    rmSync(join(dir, 'a.txt'));
  }
  put(dir, 'a.txt', files['a.txt']);
  await found(t, dir, text, CLEAN, 'the links are gone again');
  rmSync(join(dir, 'src/lib/data'));
  symlinkSync(join(outside, 'src/lib/data'), join(dir, 'src/lib/data'));
  await found(t, dir, text, { changed: ['src/lib/data'] }, 'a file far below became a link', verifyDir, 'followed');
  await t.refuses(() => manifest(dir), 'a manifest of a folder with a link', 'listed');
  rmSync(join(dir, 'src'), { recursive: true });
  symlinkSync(join(outside, 'src'), join(dir, 'src'));
  const below = Object.keys(files).filter(name => name.startsWith('src/'));
  await found(t, dir, text, { missing: below, added: ['src'] }, 'a folder became a link to its copy outside', verifyDir, 'followed');
  await t.refuses(() => manifest(dir), 'a manifest of a folder with a link', 'listed');
});

async function listed(t, dir) {
  const text = await manifest(dir);
  t.ok(typeof text === 'string', 'manifest() gives a text', 'kind');
  return text;
}

/** Passes when verifyDir() says exactly this of a folder; the order of a list is not looked at. */
async function found(t, dir, text, expected, how, verify = verifyDir, outcome) {
  const report = await verify(dir, text);
  const [is, should] = [report, { ...CLEAN, ...expected }].map(sorted);
  if (isDeepStrictEqual(is, should)) return;
  t.evidence('what was done', how);
  t.evidence('the manifest from before', text);
  t.equal(is, should, 'what verifyDir() found', outcome);
}

function sorted(report) {
  const list = names => (Array.isArray(names) ? [...names].sort() : names);
  return { changed: list(report?.changed), missing: list(report?.missing), added: list(report?.added) };
}

/** Passes when neither the manifests nor verifyDir() take one folder for the other. */
async function different(t, { dir, text }, other) {
  const theirs = await listed(t, other);
  const show = () => [text, theirs].forEach((one, at) => t.evidence(`the manifest of folder ${at + 1}`, one));
  if (theirs === text) show();
  t.notEqual(theirs, text, 'two different folders have the same manifest', 'same');
  for (const [where, what] of [[dir, theirs], [other, text]]) {
    const report = await verifyDir(where, what);
    if (!isDeepStrictEqual(sorted(report), CLEAN)) continue;
    show();
    t.fail('one folder passes for another', 'passes');
  }
}

/** The learner's module as a program that has just started has it. */
function again(t) {
  return import(`#work/manifest.mjs?fresh=${t.int(1, 1e12)}`);
}
