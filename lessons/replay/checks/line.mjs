import { Receiver } from '#work/receiver.mjs';

import { pack } from './packet.mjs';

/** A sender, a road and the learner's receiver, with a clock of their own. */
export function line(t, { first = t.int(1, 1e9), skew = 30_000, window = 64, from = t.int(0, 255) } = {}) {
  const key = t.bytes(32);
  let time = t.int(1e12, 2e12);
  let sequence = first - 1;
  const now = () => time;
  const made = () => new Receiver({ key, from, window, skew, now });
  return {
    key,
    from,
    now,
    receiver: made(),
    pass(ms) {
      time += ms;
    },
    restart() {
      this.receiver = made();
    },
    /** The sender's next packet; it counts on by `step`. */
    next(body, step = 1, at = time) {
      sequence += step;
      const message = { from, sequence, time: at, body };
      return { ...message, packet: pack(key, message) };
    },
  };
}
