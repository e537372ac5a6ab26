import { describe, expect, test } from 'vitest';

import { CAPABILITIES, type Capability } from '../../course/capabilities.ts';
import { choose, type Choice, type Known, type Preference } from './choose.ts';

const HASH: readonly Capability[] = ['hash'];
const TLS: readonly Capability[] = ['mutual-tls'];
const all: Known = { proved: new Set(CAPABILITIES) };
const gappy: Known = { proved: new Set<Capability>(['hash', 'hmac', 'net']) };
const unknown: Known = {};

interface Case {
  needs?: readonly Capability[];
  reader?: Preference;
  site?: Preference;
  vm?: Known;
  webcontainer?: Known;
}
function decide({ needs = HASH, reader = 'auto', site = 'auto', vm = unknown, webcontainer = unknown }: Case): Choice {
  return choose({ needs, reader, site, known: { vm, webcontainer } });
}
const against = (choice: Choice): string[] =>
  choice.against.map(({ runtime, obstacle, missing }) => [runtime, obstacle, ...missing].join(' '));

describe('without a preference', () => {
  test('the machine comes, and the service is not even asked', () => {
    const choice = decide({});
    expect(choice).toMatchObject({ order: ['vm'], why: 'image' });
    expect(against(choice)).toEqual(['webcontainer not-asked']);
  });

  test('what is up already and able stays', () => {
    expect(decide({ webcontainer: { ...gappy, booted: true } })).toMatchObject({
      order: ['webcontainer', 'vm'],
      why: 'booted',
    });
    expect(decide({ vm: { ...all, booted: true } })).toMatchObject({ order: ['vm'], why: 'image' });
  });

  test('what is up but not able gives way to the machine', () => {
    const choice = decide({ needs: TLS, webcontainer: { ...gappy, booted: true } });
    expect(choice).toMatchObject({ order: ['vm'], why: 'image' });
    expect(against(choice)).toEqual(['webcontainer lacks mutual-tls']);
  });

  test('WebContainer comes where there is no image, able or not yet asked', () => {
    for (const webcontainer of [gappy, unknown]) {
      expect(decide({ vm: { obstacle: 'no-image' }, webcontainer })).toMatchObject({
        order: ['webcontainer'],
        why: 'no-image',
      });
    }
  });

  test('WebContainer comes where the machine cannot run in this browser', () => {
    expect(decide({ vm: { obstacle: 'unsupported' } })).toMatchObject({ order: ['webcontainer'], why: 'other' });
  });

  test('nothing comes where neither can, and each says why', () => {
    const choice = decide({ needs: TLS, vm: { obstacle: 'no-image' }, webcontainer: gappy });
    expect(choice.order).toEqual([]);
    expect(choice.why).toBeUndefined();
    expect(against(choice)).toEqual(['vm no-image', 'webcontainer lacks mutual-tls']);
  });
});

describe('a reader who prefers WebContainer', () => {
  test('gets it, with the machine behind it', () => {
    expect(decide({ reader: 'webcontainer' })).toMatchObject({ order: ['webcontainer', 'vm'], why: 'asked' });
  });

  test('gets the machine where WebContainer was proved unable, and the reason', () => {
    const choice = decide({ reader: 'webcontainer', needs: TLS, webcontainer: gappy });
    expect(choice).toMatchObject({ order: ['vm'], why: 'other' });
    expect(against(choice)).toEqual(['webcontainer lacks mutual-tls']);
  });

  test('gets the machine where WebContainer failed, with its message', () => {
    const choice = decide({
      reader: 'webcontainer',
      webcontainer: { obstacle: 'failed', message: 'no answer within 2 s' },
    });
    expect(choice).toMatchObject({ order: ['vm'], why: 'other' });
    expect(choice.against[0]?.message).toBe('no answer within 2 s');
  });

  test('gets the machine from a site that does without WebContainer', () => {
    expect(decide({ reader: 'webcontainer', webcontainer: { obstacle: 'off' } })).toMatchObject({
      order: ['vm'],
      why: 'other',
    });
  });

  test('gets it although the machine is up', () => {
    expect(decide({ reader: 'webcontainer', vm: { ...all, booted: true } }).order[0]).toBe('webcontainer');
  });
});

describe('a reader who prefers the machine', () => {
  test('is never sent to the service, whatever the site prefers', () => {
    for (const site of ['auto', 'webcontainer'] as const) {
      expect(decide({ reader: 'vm', site })).toMatchObject({ order: ['vm'], why: 'asked' });
      expect(decide({ reader: 'vm', site, vm: { obstacle: 'no-image' } }).order).toEqual([]);
    }
  });
});

test('a site may prefer either one, for readers without a preference', () => {
  expect(decide({ site: 'webcontainer' })).toMatchObject({ order: ['webcontainer', 'vm'], why: 'site' });
  expect(decide({ site: 'vm', webcontainer: { obstacle: 'off' } })).toMatchObject({ order: ['vm'], why: 'site' });
});

test('a lesson that needs nothing runs wherever something runs', () => {
  expect(decide({ needs: [], vm: { obstacle: 'no-image' }, webcontainer: { proved: new Set() } }).order).toEqual([
    'webcontainer',
  ]);
});
