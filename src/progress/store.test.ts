import { describe, expect, it } from 'vitest';
import { FakeStorage } from '../../testing/fake-storage.ts';
import { createStore, type StoreTrouble } from './store.ts';

describe('the store', () => {
  it('gives back what was set, to a later page too', () => {
    const storage = new FakeStorage();
    expect(createStore(storage).set('a', '1')).toBe(true);
    expect(createStore(storage).get('a')).toBe('1');
  });

  it('lists the keys under a prefix', () => {
    const store = createStore(new FakeStorage());
    for (const key of ['x/b', 'x/a', 'y/c']) store.set(key, '1');
    expect(store.keys('x/')).toEqual(['x/a', 'x/b']);
  });

  it('keeps working in memory when storage is full, says so once, and says when it is over', () => {
    const storage = new FakeStorage();
    const store = createStore(storage);
    const told: (StoreTrouble | undefined)[] = [];
    store.onTrouble(trouble => told.push(trouble));
    store.set('old', 'x'.repeat(50));
    storage.quota = 60;
    expect(store.set('draft', 'y'.repeat(50))).toBe(false);
    expect(store.set('draft', 'z'.repeat(50))).toBe(false);
    expect(store.get('draft')).toBe('z'.repeat(50));
    expect(store.keys('')).toEqual(['draft', 'old']);
    expect(told).toEqual(['full']);
    storage.quota = Infinity;
    expect(store.set('draft', 'w')).toBe(true);
    expect(storage.getItem('draft')).toBe('w');
    expect(told).toEqual(['full', undefined]);
  });

  it('calls a quota of nothing a refusal, since nothing of ours fills it', () => {
    const storage = new FakeStorage();
    storage.quota = 0;
    const store = createStore(storage);
    store.set('a', '1');
    expect(store.trouble).toBe('refused');
  });

  it('keeps working in memory when writing is refused or there is no storage at all', () => {
    const refusing = new FakeStorage();
    refusing.refuses = true;
    for (const store of [createStore(refusing), createStore(undefined)]) {
      expect(store.set('a', '1')).toBe(false);
      expect(store.get('a')).toBe('1');
      expect(store.trouble).toBe('refused');
      store.remove('a');
      expect(store.get('a')).toBeNull();
      expect(store.keys('')).toEqual([]);
    }
  });

  it('survives a storage whose every method throws', () => {
    const broken = new Proxy({} as Storage, {
      get() {
        throw new DOMException('no', 'SecurityError');
      },
    });
    const store = createStore(broken);
    store.set('a', '1');
    expect(store.get('a')).toBe('1');
    expect(store.get('b')).toBeNull();
    expect(store.keys('')).toEqual(['a']);
  });

  it('tells of changes here and in another tab apart', () => {
    const storage = new FakeStorage();
    const [here, there] = [storage.tab(), storage.tab()];
    const store = createStore(storage, here);
    const told: unknown[] = [];
    const stop = store.onChange((key, foreign) => told.push([key, foreign]));
    store.set('a', '1');
    storage.deliver(there, 'a');
    storage.deliver(there, null);
    stop();
    store.set('a', '2');
    expect(told).toEqual([
      ['a', 'here'],
      ['a', 'elsewhere'],
      [undefined, 'elsewhere'],
    ]);
  });
});
