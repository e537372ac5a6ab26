/** A compressed copy beside a file: its content coding, and what its name ends in. */
export interface Copy {
  coding: 'br' | 'gzip';
  ending: '.br' | '.gz';
}

const COPIES: readonly Copy[] = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
];

/** The copies that a client takes by its Accept-Encoding header, best first (RFC 9110, 12.5.3). */
export function copiesFor(header = ''): readonly Copy[] {
  const weights = new Map(header.toLowerCase().split(',').map(weighed));
  const weight = ({ coding }: Copy): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const plain = weights.get('identity') ?? 0;
  return COPIES.filter(copy => weight(copy) > 0 && weight(copy) >= plain).sort(
    (one, other) => weight(other) - weight(one),
  );
}

function weighed(part: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = part.split(';').map(text => text.trim());
  const weight = parameters.find(text => text.startsWith('q='));
  return [coding, weight ? Number(weight.slice(2)) : 1];
}
