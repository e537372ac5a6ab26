/**
 * Whether a tag that came from outside (`given`, a Buffer of any length) is
 * the right one (`expected`, a Buffer): true or false, for any bytes. How
 * much is read must not depend on where they differ, only on how long they
 * are. Both may be watched by a meter (meter.mjs): read them byte by byte,
 * or hand them as they are to functions of node:crypto.
 */
export function sameTag(expected, given) {
  // The length of a tag is no secret, and timingSafeEqual throws where lengths differ.
  if (given.length !== expected.length) return false;
  for (let at = expected.length - 1; at >= 0; at--) if (given[at] !== expected[at]) return false;
  return true;
}
