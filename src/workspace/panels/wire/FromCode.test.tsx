import { act } from 'preact/test-utils';
import { expect, test } from 'vitest';

import { drawPart } from '../../../../testing/bench-part.tsx';
import { wireWordsFor } from '../../../i18n/wire-words.ts';
import type { Message } from '../../../wire/read.ts';
import { FromCode } from './FromCode.tsx';

const field = (name: string, value?: string) => ({ name, at: 0, length: 0, ...(value && { value }) });
const message = { layers: [] } as unknown as Message;
const CODE = `const NAME = 'bank.test';
connect({ servername: NAME });
say('bank.test');
`;

async function linksOf(...path: ReturnType<typeof field>[]): Promise<string[]> {
  const { model, drawn } = await drawPart('en', <FromCode words={wireWordsFor('en')} {...{ message, path }} />);
  await act(() => model.edit('double.mjs', CODE));
  const links = drawn.all('button').map(({ textContent }) => textContent);
  await drawn.close();
  return links;
}

test('a field leads to the value in the code, and then to the option that it is given to', async () => {
  expect(await linksOf(field('server_name'), field('HostName', '"bank.test"'))).toEqual([
    "double.mjs:1 'bank.test'",
    "double.mjs:3 'bank.test'",
    'double.mjs:2 servername',
  ]);
});

test('what no option decides leads nowhere, whatever it says', async () => {
  expect(await linksOf(field('stream'), field('data octets', '"bank.test"'))).toEqual([]);
});
