import { expect, test } from 'vitest';

import { folderOf, lessonOfTwin, twinOf } from './twin.ts';

test('a twin goes by its lesson’s slug and lies in its folder', () => {
  expect(twinOf('mutual-tls')).toBe('mutual-tls-twin');
  expect([lessonOfTwin('mutual-tls-twin'), lessonOfTwin('mutual-tls')]).toEqual(['mutual-tls', undefined]);
  expect([folderOf('mutual-tls-twin'), folderOf('mutual-tls')]).toEqual(['mutual-tls/twin', 'mutual-tls']);
});
