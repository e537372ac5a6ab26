import { expect, test } from './test.ts';

// The machine may have to be fetched, and a computer with two cores has other things to do.
test.describe.configure({ timeout: 180_000 });

/** From the first need to a runtime that is ready, in ms. */
const READY_WITHIN = 8_000;

for (const mode of ['mute', '403', 'reset'] as const) {
  test(`WebContainer is preferred and ${mode}: the machine is ready within 8 s, and says why it is there`, async ({
    open,
  }) => {
    const { runtime, run, choice, double } = await open(mode, 'needs=net&reader=webcontainer');
    const started = performance.now();
    await runtime.boot();
    const took = performance.now() - started;
    console.log(`${mode}: the machine was ready ${(took / 1000).toFixed(1)} s after the first need`);
    expect(took).toBeLessThan(READY_WITHIN);
    const { name, view } = await choice();
    expect(name).toBe('vm');
    expect(view.against).toMatchObject([{ runtime: 'webcontainer', obstacle: 'failed', message: expect.any(String) }]);

    expect((await run(`console.log('in the machine')`)).text.stdout).toBe('in the machine\n');
    const asked = double.requests.length;
    expect((await run(`console.log('and again')`)).text.stdout).toBe('and again\n');
    expect(double.requests.length).toBe(asked);
  });
}

test('without a preference the machine runs, and no request goes to the service', async ({ open }) => {
  const { runtime, choice, double } = await open('faithful', 'needs=hash');
  await runtime.boot();
  expect((await choice()).name).toBe('vm');
  expect(double.requests).toEqual([]);
});

test('with its known gaps, WebContainer runs a lesson on hashes', async ({ open }) => {
  const { run, choice } = await open('faithful-gaps', 'needs=hash&reader=webcontainer');
  const { text } = await run(`
    import { createHash } from 'node:crypto';
    console.log(createHash('sha256').update('abc').digest('hex').slice(0, 8));
  `);
  expect(text.stdout).toBe('ba7816bf\n');
  expect(await choice()).toMatchObject({ name: 'webcontainer', view: { why: 'asked', reader: 'webcontainer' } });
});

test('with its known gaps, a lesson on TLS runs in the machine, and the next time nobody asks the service', async ({
  open,
}) => {
  const first = await open('faithful-gaps', 'needs=mutual-tls&reader=webcontainer');
  await first.runtime.boot();
  const told = await first.choice();
  expect(told.name).toBe('vm');
  expect(told.view.against).toEqual([{ runtime: 'webcontainer', obstacle: 'lacks', missing: ['mutual-tls'] }]);
  const asked = first.double.requests.length;
  expect(asked).toBeGreaterThan(0);
  await first.runtime.dispose();

  const second = await open('faithful-gaps', 'needs=mutual-tls&reader=webcontainer');
  await second.runtime.boot();
  expect((await second.choice()).name).toBe('vm');
  expect(second.double.requests.length).toBe(asked);
});

test('where the site has no image WebContainer runs what it can', async ({ open }) => {
  const { run, choice } = await open('faithful-gaps', 'needs=net&no-image');
  expect((await run(`console.log('without a machine')`)).text.stdout).toBe('without a machine\n');
  expect((await choice()).view.against).toEqual([{ runtime: 'vm', obstacle: 'no-image', missing: [] }]);
});

test('without an image and without the service, boot fails with what is missing on each side', async ({ open }) => {
  const { runtime, choice } = await open('reset', 'needs=net&no-image&limit=1500');
  await expect(runtime.boot()).rejects.toMatchObject({
    code: 'image-missing',
    message: expect.stringMatching(/vm: no-image; webcontainer: failed, .*gave no answer/),
    hint: expect.stringContaining('npm start'),
  });
  expect((await choice()).view.order).toEqual([]);
});

test('a WebContainer that dies under a program makes way for the machine', async ({ open }) => {
  const { page, runtime, run, choice } = await open('faithful', 'needs=net&reader=webcontainer');
  await runtime.boot();
  expect((await choice()).name).toBe('webcontainer');
  await runtime.mount({ 'work/main.mjs': `console.log('up'); setInterval(() => {}, 1000);` });
  const exit = await runtime.run({
    program: 'work/main.mjs',
    onOutput: () => void page.evaluate(() => document.querySelector('iframe')!.remove()),
  }).exit;
  expect(exit).toMatchObject({ reason: 'lost', message: expect.stringContaining('told nothing') });
  expect((await run(`console.log('elsewhere')`)).text.stdout).toBe('elsewhere\n');
  expect((await choice()).name).toBe('vm');
});
