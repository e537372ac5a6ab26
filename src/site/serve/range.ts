export interface ByteRange {
  /** Both counted from 0, both inclusive. */
  first: number;
  last: number;
}

const SPEC = /^(?:(?<first>\d+)-(?<last>\d*)|-(?<suffix>\d+))$/;

/**
 * What a Range header asks for of `size` bytes: one range; `all` where it is missing, malformed, of another unit, or
 * asks for several, since RFC 9110 (14.2) lets a server ignore it; `none` where it is good but nothing of it is there.
 */
export function wantedRange(header: string | undefined, size: number): ByteRange | 'all' | 'none' {
  const set = /^bytes=(.*)$/i.exec(header ?? '')?.[1];
  // RFC 9110, 5.6.1.2: a list may have empty elements.
  const specs = set
    ?.split(',')
    .map(one => one.trim())
    .filter(Boolean)
    .map(one => SPEC.exec(one)?.groups);
  if (!specs?.length || !specs.every(isValid)) return 'all';
  const found = specs.map(spec => resolved(spec!, size)).filter(({ first, last }) => first <= last);
  if (found.length > 0) return found.length === 1 ? found[0]! : 'all';
  // A suffix of an empty file is the whole of it (14.1.2), which no Content-Range can tell.
  return size === 0 && specs.some(spec => Number(spec!['suffix']) > 0) ? 'all' : 'none';
}

type Spec = Record<string, string | undefined>;

/** RFC 9110, 14.1.1: a last position before the first makes the header invalid, not unsatisfiable. */
function isValid(spec: Spec | undefined): boolean {
  return spec !== undefined && !(spec['last'] && Number(spec['last']) < Number(spec['first']));
}

/** Numbers beyond what a double holds exactly are beyond every file as well. An empty range is one that is not there. */
function resolved({ first, last, suffix }: Spec, size: number): ByteRange {
  if (suffix !== undefined) return { first: Math.max(0, size - Number(suffix)), last: size - 1 };
  return { first: Number(first), last: Math.min(last ? Number(last) : Infinity, size - 1) };
}
