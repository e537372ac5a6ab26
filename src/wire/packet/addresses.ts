/** An IPv4 address with dots. */
export const ipv4 = (bytes: Uint8Array): string => bytes.join('.');

/** An IPv6 address as RFC 5952 writes it: the longest run of zeroes, of two at least, left out. */
export function ipv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, n) => ((bytes[2 * n] ?? 0) << 8) | (bytes[2 * n + 1] ?? 0));
  const text = groups.map(group => group.toString(16));
  const [at, length] = longestZeroes(groups);
  if (length < 2) return text.join(':');
  return `${text.slice(0, at).join(':')}::${text.slice(at + length).join(':')}`;
}

function longestZeroes(groups: readonly number[]): [at: number, length: number] {
  let best: [number, number] = [0, 0];
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best[1]) best = [at, length];
  }
  return best;
}

export const mac = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(':');
