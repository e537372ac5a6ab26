import { nameFrom } from '../../rules/names.ts';

const LONGEST = 60;

/** What somebody is called, out of what a platform sends; undefined where that is nothing. */
export function nameOf(said: { name?: string; given_name?: string; family_name?: string } | Record<string, unknown>) {
  const { name, given_name: given, family_name: family } = said as Record<string, string | undefined>;
  return shortened(name) ?? shortened([given, family].filter(Boolean).join(' '));
}

/** A name as it is kept, without its end where it is too long. */
export function shortened(text: string | undefined): string | undefined {
  return nameFrom([...(text ?? '').normalize('NFC').trim()].slice(0, LONGEST).join(''));
}
