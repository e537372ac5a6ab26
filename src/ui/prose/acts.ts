import { mapText } from '../html-text.ts';

/** What of a bench running text can ask for, and how the reader's language says it. */
export interface ProseBench {
  /** The files that have a tab. */
  files: readonly string[];
  /** What its buttons are called. */
  actions: Readonly<Record<'run' | 'check', string>>;
}

/**
 * Marks in a piece of prose what a script makes a button of (src/layouts/prose-acts.client.ts): a file's name in code,
 * a button's name in bold or where `press`, a pattern with a place for `{action}`, says that it is to be pressed.
 * Without that script it is the same text as before: a link without an address is none (HTML, 4.6.1).
 */
export function markActs(html: string, { files, actions }: ProseBench, press: string): string {
  const names = Object.entries(actions);
  const button = (text: string): string => {
    const [act] = names.find(([, name]) => name === text)!;
    return `<a data-act="${act}">${text}</a>`;
  };
  const any = names.map(([, name]) => name).join('|');
  const pressed = new RegExp(press.replace('{action}', `(?<name>${any})`), 'g');
  const bold = new RegExp(`<strong>(${any})</strong>`, 'g');
  return mapText(
    html
      .replace(bold, (_, name: string) => `<strong>${button(name)}</strong>`)
      .replace(/<code>([^<]+)<\/code>/g, (code, file: string) =>
        files.includes(file) ? `<a data-act="open" data-file="${file}">${code}</a>` : code,
      ),
    text => text.replace(pressed, (whole, name: string) => whole.replace(name, button(name))),
  );
}
