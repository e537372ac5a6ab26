import { expect, test } from 'vitest';

import { loadNotice, parseNotice } from './notice.ts';

test('a notice is read as sections of entries, with the text around them', () => {
  const notice = `Handshake
Copyright

Packages from npm

  one    MIT         a thing
  two    BSD or ISC  another

Packages from Debian in the image

Put together when
the site is built.

  three  GPL-2.0     the kernel
`;
  expect(parseNotice(notice)).toEqual([
    {
      title: 'Packages from npm',
      text: [],
      entries: [
        { name: 'one', licence: 'MIT', purpose: 'a thing' },
        { name: 'two', licence: 'BSD or ISC', purpose: 'another' },
      ],
    },
    {
      title: 'Packages from Debian in the image',
      text: ['Put together when the site is built.'],
      entries: [{ name: 'three', licence: 'GPL-2.0', purpose: 'the kernel' }],
    },
  ]);
});

test('every entry of our own NOTICE has a name, a licence and a purpose', async () => {
  const sections = await loadNotice();
  expect(sections.length).toBeGreaterThan(1);
  for (const { name, licence, purpose } of sections.flatMap(({ entries }) => entries)) {
    expect([name, licence, purpose].every(Boolean), name).toBe(true);
  }
});
