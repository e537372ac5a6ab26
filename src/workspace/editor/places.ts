/** A place in a text as people and error messages count: both from 1, columns in UTF-16 units. */
export interface Place {
  line: number;
  column: number;
}

/** The place of an offset; beyond the end it is the end. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}

/** The offset of a place; a line or column that is not there becomes the nearest that is. */
export function offsetAt(text: string, { line, column }: Place): number {
  const lines = text.split('\n');
  const row = Math.min(Math.max(line, 1), lines.length) - 1;
  const before = lines.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0);
  return before + Math.min(Math.max(column, 1) - 1, lines[row]!.length);
}
