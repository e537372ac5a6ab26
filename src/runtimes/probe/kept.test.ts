import { expect, test } from 'vitest';

import type { Capability } from '../../course/capabilities.ts';
import { DOUBTED_FOR_MS, KEPT_FOR_MS, probeKeeper } from './kept.ts';
import type { Proof } from './probe.ts';

function memory() {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
}
const proofs = new Map<Capability, Proof>([
  ['hash', { ok: true }],
  ['tls', { ok: false, why: 'not there' }],
]);

test('a probe is kept for its runtime and version, and no other', () => {
  const storage = memory();
  probeKeeper('webcontainer', '1', storage).keep({ proofs, node: 'v22' }, { report: 'marked' });
  const kept = probeKeeper('webcontainer', '1', storage).get();
  expect(kept).toMatchObject({ node: 'v22', notes: { report: 'marked' } });
  expect(kept?.proofs.get('hash')).toEqual({ ok: true });
  expect(kept?.proofs.get('tls')).toEqual({ ok: false, why: 'not there' });
  expect(kept?.proofs.get('udp')?.ok).toBe(false);
  expect(probeKeeper('webcontainer', '2', storage).get()).toBeUndefined();
  expect(probeKeeper('vm', '1', storage).get()).toBeUndefined();
  probeKeeper('webcontainer', '1', storage).forget();
  expect(probeKeeper('webcontainer', '1', storage).get()).toBeUndefined();
});

test('a probe is asked again after a week, and when the clock has gone back', () => {
  const storage = memory();
  probeKeeper('vm', '1', storage, () => 1_000).keep({ proofs });
  expect(probeKeeper('vm', '1', storage, () => KEPT_FOR_MS).get()).toBeDefined();
  expect(probeKeeper('vm', '1', storage, () => KEPT_FOR_MS + 2_000).get()).toBeUndefined();
  expect(probeKeeper('vm', '1', storage, () => 0).get()).toBeUndefined();
});

test('what only took too long is asked again sooner', () => {
  const storage = memory();
  const doubtful = new Map<Capability, Proof>([
    ['hash', { ok: true }],
    ['tls', { ok: false, why: 'no answer', late: true }],
  ]);
  probeKeeper('vm', '1', storage, () => 0).keep({ proofs: doubtful });
  expect(probeKeeper('vm', '1', storage, () => DOUBTED_FOR_MS).get()).toBeDefined();
  expect(probeKeeper('vm', '1', storage, () => DOUBTED_FOR_MS + 1).get()).toBeUndefined();
});

test('what cannot be read or written counts as never probed', () => {
  const refusing = {
    getItem: () => {
      throw new Error('blocked');
    },
    setItem: () => {
      throw new Error('full');
    },
    removeItem: () => {},
  };
  probeKeeper('vm', '1', refusing).keep({ proofs });
  expect(probeKeeper('vm', '1', refusing).get()).toBeUndefined();
  for (const damaged of ['{', 'null', '7', '{"asked":"1","at":"x"}']) {
    const storage = memory();
    storage.setItem('handshake/probe/vm', damaged);
    expect(probeKeeper('vm', '1', storage).get()).toBeUndefined();
  }
});
