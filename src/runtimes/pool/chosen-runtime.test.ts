import { describe, expect, test } from 'vitest';

import type { Capability } from '../../course/capabilities.ts';
import { createNodeRuntime } from '../node/node-runtime.ts';
import { runToEnd } from '../run-to-end.ts';
import { describeRuntime } from '../runtime.contract.ts';
import { createChosenRuntime, type ChosenRuntime } from './chosen-runtime.ts';
import type { ChooserOptions } from './chooser.ts';
import { fakeRuntime, type FakeRuntime } from '../../../testing/fake-runtime.ts';

describeRuntime('chosen', {
  create: () =>
    createChosenRuntime({
      needs: [],
      site: 'auto',
      candidates: { vm: async () => createNodeRuntime(), webcontainer: 'off' },
    }),
});

interface Bench {
  chosen: ChosenRuntime;
  /** Every runtime that was made, in order. */
  vm: FakeRuntime[];
  webcontainer: FakeRuntime[];
}

function bench({ gaps = [], ...options }: Partial<ChooserOptions> & { gaps?: Capability[] } = {}): Bench {
  const [vm, webcontainer]: FakeRuntime[][] = [[], []];
  const able = (['hash', 'net', 'mutual-tls'] as const).filter(one => !gaps.includes(one));
  const chosen = createChosenRuntime({
    needs: ['hash'],
    site: 'auto',
    candidates: {
      vm: async () => (vm!.push(fakeRuntime('vm')), vm!.at(-1)!),
      webcontainer: async () => (webcontainer!.push(fakeRuntime('webcontainer', able)), webcontainer!.at(-1)!),
    },
    headStart: { unheard: 30, unready: 60 },
    ...options,
  });
  return { chosen, vm: vm!, webcontainer: webcontainer! };
}
const made = async (fakes: FakeRuntime[], n = 1): Promise<FakeRuntime> => {
  await expect.poll(() => fakes[n - 1]?.booted).toBe(1);
  return fakes[n - 1]!;
};

describe('a page that may choose', () => {
  test('boots the machine and never makes the other one', async () => {
    const { chosen, vm, webcontainer } = bench();
    const boot = chosen.boot();
    (await made(vm)).arrive();
    await boot;
    expect([chosen.name, chosen.status, chosen.view.why, webcontainer.length]).toEqual(['vm', 'ready', 'image', 0]);
  });

  test('runs in WebContainer where the reader wants it, and the machine is not started', async () => {
    const { chosen, vm, webcontainer } = bench({ reader: 'webcontainer' });
    await chosen.mount({ 'work/main.mjs': `console.log('ran')` });
    const run = runToEnd(chosen, { program: 'work/main.mjs' });
    (await made(webcontainer)).arrive();
    expect((await run).text.stdout).toBe('ran\n');
    expect([chosen.name, chosen.view.why, vm[0]?.booted]).toEqual(['webcontainer', 'asked', 0]);
  });

  test('goes on to the machine when WebContainer is proved unable, and knows it the next time', async () => {
    const { chosen, vm, webcontainer } = bench({ reader: 'webcontainer', needs: ['mutual-tls'], gaps: ['mutual-tls'] });
    const boot = chosen.boot();
    (await made(webcontainer)).arrive();
    (await made(vm)).arrive();
    await boot;
    expect([chosen.name, chosen.view.why]).toEqual(['vm', 'other']);
    expect(chosen.view.against).toEqual([{ runtime: 'webcontainer', obstacle: 'lacks', missing: ['mutual-tls'] }]);
    expect(webcontainer[0]!.disposed).toBe(true);
  });

  test('does not ask WebContainer at all when an earlier visit proved it unable', async () => {
    const { chosen, vm, webcontainer } = bench({
      reader: 'webcontainer',
      needs: ['mutual-tls'],
      proved: { webcontainer: new Set<Capability>(['hash']) },
    });
    const boot = chosen.boot();
    (await made(vm)).arrive();
    await boot;
    expect([chosen.name, webcontainer.length]).toEqual(['vm', 0]);
  });

  test('goes on to the machine while WebContainer is mute, and says that it was not ready', async () => {
    const { chosen, vm } = bench({ reader: 'webcontainer' });
    const boot = chosen.boot();
    (await made(vm)).arrive();
    await boot;
    expect(chosen.name).toBe('vm');
    expect(chosen.view.against).toMatchObject([{ runtime: 'webcontainer', obstacle: 'failed' }]);
  });

  test('goes on to the machine when WebContainer dies, and a run works again', async () => {
    const { chosen, vm, webcontainer } = bench({ reader: 'webcontainer' });
    const boot = chosen.boot();
    const first = await made(webcontainer);
    first.arrive();
    await boot;
    await chosen.mount({ 'work/main.mjs': `console.log('again')` });
    first.fail('start-failed', 'gone');
    expect(chosen.status).toBe('failed');
    const run = runToEnd(chosen, { program: 'work/main.mjs' });
    first.fail('start-failed', 'still gone');
    (await made(vm, 2)).arrive();
    expect((await run).text.stdout).toBe('again\n');
    expect([chosen.name, chosen.view.against[0]?.message]).toEqual(['vm', 'still gone']);
  });

  test('uses WebContainer where the machine’s image turns out to be missing', async () => {
    const { chosen, vm, webcontainer } = bench();
    const boot = chosen.boot();
    (await made(vm)).fail('image-missing', '404');
    (await made(webcontainer)).arrive();
    await boot;
    expect([chosen.name, chosen.view.why]).toEqual(['webcontainer', 'no-image']);
  });

  test('tells a download that failed as it is, asks no service, and tries again when asked', async () => {
    const { chosen, vm, webcontainer } = bench();
    const boot = chosen.boot();
    (await made(vm)).fail('download-failed', 'offline');
    await expect(boot).rejects.toMatchObject({ code: 'download-failed' });
    expect([chosen.status, webcontainer.length]).toEqual(['failed', 0]);
    const again = chosen.boot();
    (await made(vm, 2)).arrive();
    await again;
    expect(chosen.status).toBe('ready');
  });

  test('says what each one lacks where nothing can run, and tries again when asked', async () => {
    const { chosen, webcontainer } = bench({
      candidates: {
        vm: 'no-image',
        webcontainer: async () => (webcontainer.push(fakeRuntime('webcontainer')), webcontainer.at(-1)!),
      },
    });
    const boot = chosen.boot();
    (await made(webcontainer)).fail('start-failed', 'the service gave no answer');
    await expect(boot).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringContaining('webcontainer: failed, the service gave no answer'),
    });
    expect(chosen.view).toMatchObject({
      order: [],
      against: [{ runtime: 'vm', obstacle: 'no-image' }, { runtime: 'webcontainer' }],
    });
    const again = chosen.boot();
    (await made(webcontainer, 2)).arrive();
    await again;
    expect(chosen.name).toBe('webcontainer');
  });

  test('changes over when the reader changes their mind', async () => {
    const { chosen, vm, webcontainer } = bench();
    const views: (string | undefined)[] = [];
    chosen.onView(({ running, reader }) => views.push(`${reader} ${running}`));
    const boot = chosen.boot();
    (await made(vm)).arrive();
    await boot;
    await chosen.prefer('webcontainer');
    expect([vm[0]!.disposed, chosen.status, chosen.name]).toEqual([true, 'idle', 'webcontainer']);
    const again = chosen.boot();
    (await made(webcontainer)).arrive();
    await again;
    expect(chosen.name).toBe('webcontainer');
    await chosen.prefer('auto');
    expect([chosen.name, webcontainer[0]!.disposed]).toEqual(['webcontainer', false]);
    expect(views.at(-1)).toBe('auto webcontainer');
  });

  test('gives up a boot when it is disposed of', async () => {
    const { chosen, vm } = bench();
    const boot = chosen.boot().catch((error: Error) => error.message);
    const machine = await made(vm);
    await chosen.dispose();
    expect(await boot).toContain('disposed');
    await expect.poll(() => machine.disposed).toBe(true);
  });
});
