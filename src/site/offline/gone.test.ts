import { expect, test } from 'vitest';

import { isGone } from './gone.ts';

test.each([
  ['our own script', 200, 'text/javascript;charset=utf-8', false],
  ['the same as it was', 304, '', false],
  ['a server in trouble', 503, 'text/html', false],
  ['nothing', 404, 'text/html', true],
  ['the page that another site has for everything', 200, 'text/html', true],
])('%s at the address of the service worker', (_, status, type, gone) => {
  expect(isGone({ status, headers: new Headers({ 'content-type': type }) })).toBe(gone);
});
