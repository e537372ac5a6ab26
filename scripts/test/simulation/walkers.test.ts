import { expect, test } from 'vitest';

import { inProject } from '../../../src/project.server.ts';
import { walkers } from './walkers.ts';

test('tests that go through all lessons are found, and none that try some of them', () => {
  expect(walkers(inProject(), ['testing/**/*.test.ts'])).toContain('testing/proof/proof.test.ts');
  const inBrowsers = walkers(inProject(), ['e2e/**/*.spec.ts']);
  expect(inBrowsers).toEqual(
    expect.arrayContaining(['e2e/editor/language.spec.ts', 'e2e/lessons/proof.spec.ts', 'e2e/site/every-page.spec.ts']),
  );
  expect(inBrowsers).not.toContain('e2e/machine/kept-code.spec.ts');
  expect(inBrowsers).not.toContain('e2e/site/lesson.spec.ts');
});
