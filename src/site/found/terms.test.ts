import { expect, it } from 'vitest';

import { termsIn } from './terms.ts';

it('finds each term, with its English name and the heading above it', () => {
  const prose = [
    'A <Term>nonce</Term> comes once.',
    '```sh',
    '## no heading, but a remark',
    '```',
    '## Next',
    '<Term en="keystream">키 스트림</Term>과 <Term en="tag">태그</Term>',
  ].join('\n');
  expect(termsIn(prose)).toEqual([
    { term: 'nonce', heading: -1 },
    { term: '키 스트림', english: 'keystream', heading: 0 },
    { term: '태그', english: 'tag', heading: 0 },
  ]);
});
