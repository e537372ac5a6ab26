import { fill } from '../../i18n/strings.ts';
import { copyText } from '../../ui/clipboard.ts';
import type { Model } from '../model/model.ts';
import { LONGEST_LINK, packCode, UnableToPack } from '../share/code-link.ts';

export async function copyFile(model: Model, file: string): Promise<void> {
  const copied = await copyText(model.code.files.value[file] ?? '');
  model.tools.say(({ more }) => (copied ? fill(more.copied, { file }) : more.copyFailed));
}

/** Puts the reader's code into a link, and the link into the clipboard or before their eyes. Nothing is sent. */
export async function copyLink(model: Model): Promise<void> {
  const { tools, code, props } = model;
  const files = code.draft();
  if (Object.keys(files).length === 0) return tools.say(({ share }) => share.nothing);
  try {
    const fragment = await packCode({ lesson: props.slug, version: props.version, files });
    const link = location.href.replace(/#.*/s, '') + fragment;
    const n = link.length;
    if (fragment.length > LONGEST_LINK) return tools.say(({ share }) => fill(share.tooLong, { n, max: LONGEST_LINK }));
    const copied = await copyText(link);
    tools.say(({ share }) => fill(copied ? share.copied : share.show, { n }), copied ? undefined : link);
  } catch (error) {
    if (!(error instanceof UnableToPack)) throw error;
    tools.say(({ share }) => share.unable);
  }
}
