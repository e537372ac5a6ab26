import { expect, test } from 'vitest';

import { ROUTES } from '../../classroom/server/routes.ts';
import { isOfClass } from './manifest.ts';

test('nothing that a class answers is kept for offline, and every lesson is', () => {
  const addresses = ROUTES.map(({ path }) => path.replace(':lang', 'ko').replaceAll(/:\w+/g, 'id'));
  expect(addresses.filter(path => !isOfClass(path))).toEqual([]);
  expect(['/en/', '/en/sockets/echo/', '/ko/classes/x/', '/classy.js', '/_astro/class.css'].filter(isOfClass)).toEqual(
    [],
  );
});
