import { expect, it } from 'vitest';

import { find, type Place } from './find.ts';

const place = (text: string, within = '', also = ''): Place => ({ href: `/${text}/`, text, within, also });
const found = (places: Place[], query: string): string[] => find(places, query).map(({ text }) => text);

it('puts what is called so before what only mentions it', () => {
  const places = [place('Echo', 'Sockets', 'about streams'), place('Byte streams'), place('Streams end')];
  expect(found(places, 'streams')).toEqual(['Streams end', 'Byte streams', 'Echo']);
});

it('wants every word of the query, in whatever order and case', () => {
  const places = [place('Mutual TLS', 'Authentication'), place('TLS')];
  expect(found(places, '  tls   MUTUAL ')).toEqual(['Mutual TLS']);
});

it('finds a Korean word with a particle on it, and one typed as loose letters', () => {
  const places = [place('인증서를 검증해요')];
  expect(found(places, '인증서')).toEqual(['인증서를 검증해요']);
  expect(found(places, '인증서'.normalize('NFD'))).toEqual(['인증서를 검증해요']);
});

it('finds nothing for nothing, and no more than is asked for', () => {
  const many = Array.from({ length: 30 }, (_, at) => place(`a ${at}`));
  expect(find(many, ' ')).toEqual([]);
  expect(find(many, 'a', 5)).toHaveLength(5);
});
