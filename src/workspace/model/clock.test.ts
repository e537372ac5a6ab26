import { expect, test } from 'vitest';

import { GUEST_TIME } from '../../emulator/guest-time.ts';
import { oddClock } from './clock.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const built = Date.UTC(2026, 10, 26);

test.each([
  ['at the build', built],
  ['within the day before it, which another clock may well say', built - DAY_MS],
  ['years after it', Date.UTC(2036, 0, 1)],
  ['at the last time the machine can show', GUEST_TIME.last],
])('a clock %s is not odd', (_, now) => {
  expect(oddClock(now, built)).toBeUndefined();
});

test('a clock days or years behind the build is, and the machine follows it', () => {
  for (const says of [built - 3 * DAY_MS, built - 10 * 365 * DAY_MS, GUEST_TIME.first]) {
    expect(oddClock(says, built)).toEqual({ says, behind: true });
  }
});

test('a clock that was never set is, and the machine shows the first time that it can', () => {
  expect(oddClock(0, built)).toEqual({ says: 0, behind: true, shown: GUEST_TIME.first });
});

test('a clock past January 2038 is, though it may be right, and the machine shows the last time that it can', () => {
  const says = Date.UTC(2038, 0, 20);
  expect(oddClock(says, built)).toEqual({ says, behind: false, shown: GUEST_TIME.last });
});

test('without a time of the build only what the machine cannot show is odd', () => {
  expect(oddClock(Date.UTC(2001, 0, 1), -Infinity)).toBeUndefined();
  expect(oddClock(0, -Infinity)).toMatchObject({ behind: false, shown: GUEST_TIME.first });
});
