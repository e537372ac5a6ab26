const LONGEST_NAME = 60;
const LONGEST_TEXT = 4000;
/** Unicode's control, format (directions that a text can turn around) and line characters, unassigned ones too. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;

/** A name as it is kept: NFC, single spaces, trimmed; undefined where it is empty, too long or holds what nobody sees. */
export function nameFrom(typed: string): string | undefined {
  const name = typed.normalize('NFC').replaceAll(/ +/g, ' ').trim();
  const length = [...name].length;
  return length === 0 || length > LONGEST_NAME || INVISIBLE.test(name) ? undefined : name;
}

/** What two names are compared by: how they are written, but not in which case or width (Unicode, UAX #15, NFKC). */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLocaleLowerCase('und').replaceAll(/\s+/g, ' ').trim();
}

/** What somebody writes to others, with its lines; undefined where it is empty or too long. */
export function textFrom(typed: string): string | undefined {
  const text = typed.normalize('NFC').replaceAll('\r\n', '\n').trim();
  return text === '' || text.length > LONGEST_TEXT || /[^\P{Cc}\n\t]/u.test(text) ? undefined : text;
}
