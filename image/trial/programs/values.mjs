// What programs do with bytes, text and numbers, whatever they are about.
const bytes = Buffer.from('a message that is long enough to be searched in for a needle of some length', 'utf8');
const needle = Buffer.from('a needle of some length');
console.log(bytes.indexOf(needle), bytes.includes('no such thing'), bytes.lastIndexOf('a'), bytes.indexOf(7));
for (const encoding of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii', 'utf16le']) {
  console.log(Buffer.from(bytes.toString(encoding), encoding).equals(bytes), bytes.write('é', 2, encoding));
}
console.log(Buffer.alloc(100, 'ab').fill(0, 3).swap16(), Buffer.concat([bytes, needle]), Buffer.compare(bytes, needle));
for (const kind of ['UInt8', 'UInt16BE', 'UInt32LE', 'Int32BE', 'BigUInt64BE', 'DoubleLE', 'FloatBE']) {
  bytes[`write${kind}`](kind.startsWith('Big') ? 7n : 7, 0);
  console.log(bytes[`read${kind}`](0), bytes.writeUIntBE(5, 1, 6), bytes.readUIntBE(1, 6));
}
for (const wrong of [
  () => bytes.readUInt32BE(bytes.length),
  () => Buffer.from(7),
  () => null.x,
  () => BigInt('x'),
  () => JSON.parse('{'),
]) {
  try {
    wrong();
  } catch (error) {
    console.log(error.name, error.code, error.message, error.stack.split('\n').length);
  }
}
const words = 'The Quick brown fox, 여우'.split(/[\s,]+/u);
console.log(
  words.toSorted((a, b) => a.localeCompare(b)),
  words.map(word => word.toLowerCase().padStart(9).trim().at(-1)),
);
console.log(
  'x-y-z'.replaceAll('-', '+'),
  'Straße'.toUpperCase(),
  /^(?<name>[a-z]+)=(?:"(.*)"|\d+)$/i.exec('Name="x"').groups.name,
);
console.log(
  (1234.5678).toFixed(2),
  (255).toString(16),
  Number('0x1f'),
  2n ** 200n % 97n,
  Math.hypot(3, 4),
  parseInt('12px', 10),
);
console.log(
  Object.groupBy(words, ({ length }) => length),
  Object.entries({ a: 1 }),
  new Set(words).union(new Set(['a'])),
);
const watched = new Proxy({}, { get: (_, key) => String(key), has: () => true });
console.log(watched.anything, 'x' in watched, Reflect.ownKeys(watched));
function* counting() {
  for (let i = 0; i < 3; i++) yield i;
}
console.log(
  [...counting()],
  await Array.fromAsync(counting()),
  new Date(0).toISOString(),
  new DataView(new ArrayBuffer(8)).getFloat64(0),
);
const outcomes = await Promise.allSettled([
  Promise.resolve(1),
  Promise.reject(new Error('no')),
  Promise.any([Promise.reject(new Error('none'))]),
]);
console.log(outcomes, new WeakRef(outcomes).deref() === outcomes, structuredClone(new Map([[1, new Date(0)]])));
