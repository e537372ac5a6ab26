import { expect, test } from 'vitest';

import { markdownTable } from './markdown.ts';

test('a table is padded to the widest cell of each column', () => {
  expect(
    markdownTable(
      ['', 'first visit'],
      [
        ['editor', '900'],
        ['ready for Run', '4200'],
      ],
    ),
  ).toBe(
    `
|               | first visit |
| ------------- | ----------- |
| editor        | 900         |
| ready for Run | 4200        |`.trimStart(),
  );
});
