import { fill } from '../../i18n/strings.ts';
import type { Bench } from '../bench-context.ts';
import { look, setSize, setWrap, wrapsNow } from '../code/look.ts';
import { CODE_SIZES } from '../editor/types.ts';
import { isFormattable } from '../model/tools.ts';
import { copyFile, copyLink } from './copy.ts';
import { saveAll, saveOne } from './save-code.ts';

export interface Item {
  text: string;
  act(): void;
  /** Only said, as it cannot be done with the file in front. */
  off?: boolean;
  /** Of a switch, or of one of several. */
  checked?: boolean;
  role?: 'menuitemcheckbox' | 'menuitemradio';
  keys?: string;
}

export interface Group {
  label?: string;
  items: readonly Item[];
}

/** What the menu has, for the file in front. */
export function groupsOf(bench: Bench): readonly Group[] {
  return [ownOf(bench), { items: [formatOf(bench), wrapOf(bench)] }, sizesOf(bench), takeAwayOf(bench), keysOf(bench)];
}

function ownOf({ model, words: { more } }: Bench): Group {
  const file = model.shown.value;
  const ask = (of?: string): void => {
    model.tools.naming.value = of === undefined ? {} : { of };
  };
  const own = model.tools.isOwn(file)
    ? [
        { text: fill(more.rename, { file }), keys: 'F2', act: () => ask(file) },
        { text: fill(more.delete, { file }), keys: 'Delete', act: () => model.deleteFile(file) },
      ]
    : [];
  return { items: [{ text: more.newFile, act: () => ask() }, ...own] };
}

function formatOf({ model, words: { more } }: Bench): Item {
  const file = model.shown.value;
  const off = !isFormattable(file) || model.props.exercise.files[file] === 'read';
  return { text: fill(more.format, { file }), keys: 'Shift+Alt+F', off, act: () => void model.tools.format() };
}

function wrapOf({ words: { more } }: Bench): Item {
  const checked = wrapsNow();
  return { text: more.wrap, role: 'menuitemcheckbox', checked, act: () => setWrap(!checked) };
}

function sizesOf({ words: { more } }: Bench): Group {
  const items = CODE_SIZES.map(size => ({
    text: more.sizes[size],
    role: 'menuitemradio' as const,
    checked: look.value.size === size,
    act: () => setSize(size),
  }));
  return { label: more.size, items };
}

function takeAwayOf(bench: Bench): Group {
  const {
    model,
    words: { more },
  } = bench;
  const file = model.shown.value;
  return {
    items: [
      { text: fill(more.copy, { file }), act: () => void copyFile(model, file) },
      { text: fill(more.download, { file }), act: () => saveOne(model, file) },
      { text: more.downloadAll, act: () => void saveAll(model) },
      { text: more.link, act: () => void copyLink(model) },
    ],
  };
}

function keysOf({ model: { tools }, words: { more } }: Bench): Group {
  return { items: [{ text: more.keys, keys: 'F1', act: () => void (tools.keysShown.value = true) }] };
}
