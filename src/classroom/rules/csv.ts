import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import { nameFrom, nameKey } from './names.ts';

const MOST_PUPILS = 1000;

/** A table of a class as RFC 4180 has it, with a byte order mark: without one, spreadsheets misread Hangul. */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  // A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
  const options = { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/, escape_formulas: true };
  return stringify(rows as unknown[][], options);
}

export interface Roster {
  /** In their order, each once. */
  names: readonly string[];
  /** Lines from 1 on that hold no name, or one that an earlier line has. */
  refused: readonly number[];
}

/**
 * The names in the first column of a CSV file, a header before them or not; undefined where it is no CSV or has more lines
 * than a class has pupils.
 */
export function rosterFrom(text: string): Roster | undefined {
  const rows = rowsIn(text);
  if (!rows || rows.length > MOST_PUPILS) return undefined;
  const names = new Map<string, string>();
  const refused: number[] = [];
  for (const [index, [cell = '']] of rows.entries()) {
    if (index === 0 && /^(name|이름|성명)$/i.test(cell.trim())) continue;
    const name = nameFrom(cell.replace(/^'(?=[=+\-@])/, ''));
    if (name === undefined || names.has(nameKey(name))) refused.push(index + 1);
    else names.set(nameKey(name), name);
  }
  return { names: [...names.values()], refused };
}

function rowsIn(text: string): string[][] | undefined {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, delimiter: [',', ';', '\t'] });
  } catch {
    return undefined;
  }
}
