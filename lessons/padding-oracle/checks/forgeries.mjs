import { boxOfBlock, sealInside, sealOutside } from './given.mjs';

/**
 * Boxes that nobody with the keys made, and `how` each came about: of every shape, with padding that fits and that does
 * not, so that a server which looks at the padding has something to say.
 */
export function forgeries(t, keys, secrets, message) {
  return [...changedBoxes(t, keys, message), ...guesses(t, secrets), ...oldBoxes(t, keys, message), ...cutBoxes(t, keys, message)];
}

/** An honest box with one byte changed, wherever it is. */
function changedBoxes(t, keys, message) {
  const box = sealOutside(keys, message);
  return [...box.keys()].map(at => ({ how: `byte ${at} was changed`, box: flipped(t, box, at) }));
}

/** What the attacker of the first step sends: a block to be read behind one of their own, here before a tag of their own. */
function guesses(t, secrets) {
  return [1, 2, 16, 0, 17, 255].flatMap(pad => {
    const padded = pad >= 1 && pad <= 16;
    const says = padded ? [t.bytes(16 - pad), Buffer.alloc(pad, pad)] : [t.bytes(15), Buffer.from([pad])];
    const { before, block } = boxOfBlock(secrets, t.bytes(16), Buffer.concat(says));
    const how = padded ? 'the padding fits, the tag does not' : 'neither padding nor tag fits';
    return [
      { how, box: Buffer.concat([before, block, t.bytes(32)]) },
      { how: `${how}, there is none`, box: Buffer.concat([before, block]) },
    ];
  });
}

/** Boxes with the tag inside, as they were made before. */
function oldBoxes(t, keys, message) {
  const old = sealInside(keys, message);
  return [
    { how: 'the tag is inside, as before', box: old },
    { how: 'the tag is inside and does not fit', box: flipped(t, old, 0) },
    { how: 'the tag is inside, the padding is wrong', box: flipped(t, old, old.length - 17, 128) },
  ];
}

function cutBoxes(t, keys, message) {
  const box = sealOutside(keys, message);
  const lengths = [0, 1, 15, 16, 31, 32, 33, 47, 48, box.length - 1];
  return [
    ...lengths.map(length => ({ how: `only ${length} bytes of it came`, box: box.subarray(0, length) })),
    { how: 'only the tag came', box: box.subarray(-32) },
    { how: 'bytes came behind it', box: Buffer.concat([box, t.bytes(t.int(1, 16))]) },
  ];
}

function flipped(t, bytes, at, mask = 1 << t.int(0, 7)) {
  const copy = Buffer.from(bytes);
  copy[at] ^= mask;
  return copy;
}
