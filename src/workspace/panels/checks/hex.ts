/** One byte of a dump; `differs` from the byte at the same place of the other value. */
export interface HexByte {
  hex: string;
  /** The printable ASCII character, or a dot. */
  char: string;
  differs: boolean;
}

export interface HexRow {
  offset: string;
  bytes: readonly HexByte[];
  /** How many of them differ. */
  differing: number;
}

export const BYTES_A_ROW = 8;

/** A dump of `hex`, compared byte by byte with `other` where there is one; what only one of them has differs. */
export function hexRows(hex: string, other?: string): HexRow[] {
  const bytes = bytesOf(hex);
  const others = other === undefined ? undefined : bytesOf(other);
  const cells = bytes.map((byte, at) => ({
    hex: byte,
    char: printable(Number.parseInt(byte, 16)),
    differs: others !== undefined && others[at] !== byte,
  }));
  return Array.from({ length: Math.ceil(cells.length / BYTES_A_ROW) }, (_, row) => {
    const part = cells.slice(row * BYTES_A_ROW, (row + 1) * BYTES_A_ROW);
    return {
      offset: (row * BYTES_A_ROW).toString(16).padStart(4, '0'),
      bytes: part,
      differing: part.filter(byte => byte.differs).length,
    };
  });
}

/** How many characters two texts share from the start; undefined when they are the same. */
export function firstDifference(a: string, b: string): number | undefined {
  if (a === b) return undefined;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  // Not between the halves of one character.
  const low = a.charCodeAt(at);
  return at > 0 && low >= 0xdc00 && low <= 0xdfff ? at - 1 : at;
}

function bytesOf(hex: string): string[] {
  return hex.match(/[0-9a-f]{2}/gi) ?? [];
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
