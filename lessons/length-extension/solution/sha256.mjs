// SHA-256 as in FIPS 180-4, with what node:crypto hides: its state.

/** The state before the first block, and the constants of the 64 rounds. */
const START = roots(8, Math.sqrt);
const K = roots(64, Math.cbrt);

/** The digest (32 bytes) of a Buffer, as createHash('sha256') gives it. */
export function sha256(message) {
  return resume(words(START), 0, message);
}

/**
 * What SHA-256 itself puts behind a message of `length` bytes before it
 * hashes: 0x80, zeros, the length in bits. Ends at a multiple of 64 bytes.
 */
export function padding(length) {
  const zeros = (119 - (length % 64)) % 64;
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(length) * 8n);
  return Buffer.concat([Buffer.from([0x80]), Buffer.alloc(zeros), bits]);
}

/**
 * Sets the state to a digest, and goes on from there. `hashed` tells how many
 * bytes that state has seen, padding included: a multiple of 64. Gives the
 * digest of all those bytes with the Buffer `more` behind them.
 */
export function resume(digest, hashed, more) {
  if (hashed % 64 !== 0) throw new RangeError(`SHA-256 works in blocks of 64 bytes, and ${hashed} is no multiple of it`);
  const state = Uint32Array.from({ length: 8 }, (_, at) => digest.readUInt32BE(at * 4));
  const rest = Buffer.concat([more, padding(hashed + more.length)]);
  for (let at = 0; at < rest.length; at += 64) compress(state, rest.subarray(at, at + 64));
  return words(state);
}

/** Changes the state by one block. */
function compress(state, block) {
  const w = new Uint32Array(64);
  for (let t = 0; t < 64; t++) w[t] = t < 16 ? block.readUInt32BE(t * 4) : mixed(w, t);
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t];
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] += word;
}

function mixed(w, t) {
  const [early, late] = [w[t - 15], w[t - 2]];
  const s0 = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
  const s1 = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
  return w[t - 16] + s0 + w[t - 7] + s1;
}

function turn(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function words(state) {
  const bytes = Buffer.alloc(32);
  for (const [at, word] of state.entries()) bytes.writeUInt32BE(word, at * 4);
  return bytes;
}

function primes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n);
  return found;
}

/** The first 32 bits behind the point of a root of each prime. */
function roots(count, root) {
  return Uint32Array.from(primes(count), prime => (root(prime) % 1) * 2 ** 32);
}
