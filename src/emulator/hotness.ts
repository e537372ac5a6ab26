/** `i32.const 200000` as v86's WebAssembly has it, once: what a page of code has to run before v86 compiles it. */
const THRESHOLD = [0x41, 0xc0, 0x9a, 0x0c];
const CONST = 0x41;
/** The most that three bytes of signed LEB128 hold, in which the old number is written: 1,048,575. */
const LATER = [CONST, 0xff, 0xff, 0x3f];

/**
 * Has v86 compile a page of the guest's code once it has run a million instructions of it, in place of 200,000; to be
 * called with v86's WebAssembly before it is compiled, which is changed where it lies.
 *
 * A browser compiles each of v86's functions a second time as soon as it has run a little: 0.1 s of a core for each, and
 * a short program runs a hundred pages a little. With one in four of them compiled, a Check takes half as much of the
 * processor (docs/decisions/017-compile-later.md). Throws an `Error` when v86 is not the version that this code knows.
 */
export function compileLater(wasm: Uint8Array): void {
  const places = occurrences(wasm, THRESHOLD);
  if (places.length !== 1) {
    throw new Error(
      `v86.wasm has its threshold ${places.length} times, not once: it is not the version this code knows`,
    );
  }
  wasm.set(LATER, places[0]);
}

function occurrences(bytes: Uint8Array, wanted: readonly number[]): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) places.push(at);
  }
  return places;
}
