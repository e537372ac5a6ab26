/** Methods that read one byte after the other, as often as they have to. */
const ONE_BY_ONE = ['at', 'entries', 'every', 'find', 'findIndex', 'forEach', 'keys', 'reduce', 'reduceRight', 'some'];
/** Methods that give bytes again: how far those are read counts as well. */
const GIVES_BYTES = ['map', 'filter'];

/**
 * Counts the bytes that are read: a stopwatch would need thousands of tries
 * to tell as much. `watch(bytes)` gives something that can be read byte by
 * byte like a Buffer, and be handed to timingSafeEqual.
 */
export function createMeter() {
  const meter = { reads: 0 };
  meter.watch = bytes => {
    // Whoever reads [0] of this view finds nothing there, and asks its prototype, which counts.
    const view = new DataView(Uint8Array.from(bytes).buffer);
    const traps = {
      get: (_, key) => property(bytes, meter, key),
      has: (_, key) => isPlace(key) && Number(key) < bytes.length,
    };
    return Object.setPrototypeOf(view, new Proxy(Object.create(Buffer.prototype), traps));
  };
  return meter;
}

function property(bytes, meter, key) {
  if (key === 'length' || key === 'byteLength') return bytes.length;
  if (ONE_BY_ONE.includes(key)) return Array.prototype[key];
  if (GIVES_BYTES.includes(key)) return (...given) => meter.watch(Array.prototype[key].apply(meter.watch(bytes), given));
  if (key === Symbol.iterator) return () => each(bytes, meter);
  if (isPlace(key)) {
    meter.reads++;
    return bytes[key];
  }
  throw new TypeError(`${String(key)} cannot be counted: read byte by byte, or use timingSafeEqual`);
}

/** For `for (const byte of bytes)`; what is read from a copy, such as [...bytes], cannot be counted. */
function* each(bytes, meter) {
  for (const byte of bytes) {
    const reads = ++meter.reads;
    yield byte;
    if (meter.reads === reads) throw new TypeError('a copy cannot be counted: read both byte by byte, or use timingSafeEqual');
  }
}

function isPlace(key) {
  return typeof key === 'string' && /^\d+$/.test(key);
}
