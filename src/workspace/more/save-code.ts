import { changedFiles } from '../../progress/index.ts';
import type { Model } from '../model/model.ts';
import { saveFile, saveText } from '../page/save.ts';

/** Hands the reader one of the files as they see it. */
export function saveOne(model: Model, path: string): void {
  const files = model.code.files.value;
  saveText(path.split('/').at(-1)!, files[path] ?? '', 'text/plain');
  const changed = Object.keys(changedFiles(files, model.props.starter));
  if (changed.every(one => one === path)) model.takenAway();
}

/** Hands the reader all files in one; what packs them is fetched with the first press. */
export async function saveAll(model: Model): Promise<void> {
  const { slug } = model.props;
  try {
    const { downloadZip } = await import('client-zip');
    const files = Object.entries(model.code.files.value).map(([path, input]) => ({ name: `${slug}/${path}`, input }));
    saveFile(`${slug}.zip`, [await downloadZip(files).blob()], 'application/zip');
    model.takenAway();
  } catch {
    model.tools.say(words => words.more.downloadFailed);
  }
}
