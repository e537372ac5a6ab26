import { afterEach, expect, test, vi } from 'vitest';
import { watchSpareTime } from './spare-time.client.ts';

class FakeDocument extends EventTarget {
  hidden = false;
  hide(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

class FakeBattery extends EventTarget {
  charging = true;
  level = 1;
  set(charging: boolean, level: number): void {
    Object.assign(this, { charging, level });
    this.dispatchEvent(new Event('levelchange'));
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

async function watching({ cores = 4, battery }: { cores?: number; battery?: FakeBattery } = {}) {
  const page = new FakeDocument();
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { hardwareConcurrency: cores, ...(battery && { getBattery: async () => battery }) });
  const told: boolean[] = [];
  const stop = watchSpareTime(spare => told.push(spare));
  await new Promise(resolve => {
    setTimeout(resolve);
  });
  return { page, told, stop };
}

test('a page in sight on two cores has time to spare, until it is hidden', async () => {
  const { page, told } = await watching({ cores: 2 });
  page.hide(true);
  page.hide(false);
  expect(told).toEqual([true, false, true]);
});

test('one core has none, and no page has none either', async () => {
  expect((await watching({ cores: 1 })).told).toEqual([false]);
  vi.unstubAllGlobals();
  const told: boolean[] = [];
  watchSpareTime(spare => told.push(spare));
  expect(told).toEqual([false]);
});

test('a battery that runs low takes it away, a charger gives it back', async () => {
  const battery = new FakeBattery();
  const { told } = await watching({ battery });
  battery.set(false, 0.5);
  battery.set(false, 0.2);
  battery.set(true, 0.2);
  expect(told).toEqual([true, false, true]);
});

test('who no longer watches is told nothing', async () => {
  const { page, told, stop } = await watching();
  stop();
  page.hide(true);
  expect(told).toEqual([true]);
});
