import { connectPage } from '../../testing/machine/page-runtime.ts';
import { installDouble } from './double/double.ts';
import { serveSite } from './site.ts';
import { expect, test } from './test.ts';

for (const mode of ['mute', '403', 'reset'] as const) {
  test(`a service that is ${mode}: boot fails within its limit, the page tries no second time`, async ({ open }) => {
    const { runtime, page, double } = await open(mode, 'limit=1500');
    const started = performance.now();
    await expect(runtime.boot()).rejects.toMatchObject({
      name: 'RuntimeError',
      code: 'start-failed',
      message: "WebContainer's service at stackblitz.com gave no answer within 1.5 s.",
      hint: expect.stringContaining('Reload the page'),
    });
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(runtime.status).toBe('failed');
    await expect(page.locator('iframe')).toHaveCount(0);

    const asked = double.requests.length;
    await expect(runtime.boot()).rejects.toMatchObject({ message: expect.stringContaining('not tried twice') });
    expect(double.requests.length).toBe(asked);
    await page.goto(`${new URL(page.url()).origin}/?boot-by-itself&limit=1500`);
    await expect.poll(() => double.requests.length, 'a reloaded page asks again').toBeGreaterThan(asked);
  });
}

test('a slow service is waited for', async ({ open }) => {
  const { runtime, run } = await open('slow');
  await runtime.boot();
  expect((await run(`console.log('late, but here')`)).text.stdout).toBe('late, but here\n');
});

test('a first refusal for want of memory is tried again without a word', async ({ open }) => {
  const { runtime, run } = await open('out-of-memory-once');
  await runtime.boot();
  expect(runtime.status).toBe('ready');
  expect((await run(`console.log('room enough')`)).text.stdout).toBe('room enough\n');
});

test('a frame that dies under a program ends the run as lost, and the page tries no second time', async ({ open }) => {
  const { runtime, run, double } = await open('gone-in-mid-run');
  await runtime.boot();
  const first = await run(`console.log('up'); setInterval(() => {}, 1000);`);
  expect(first.exit).toEqual({ reason: 'lost', code: null, message: 'WebContainer has told nothing for ten seconds.' });
  expect(runtime.status).toBe('failed');
  const asked = double.requests.length;
  const second = await run(`console.log('never')`);
  expect(second.exit).toEqual({ reason: 'lost', code: null, message: expect.stringContaining('not tried twice') });
  expect(double.requests.length).toBe(asked);
});

test('output that comes in pieces smaller than a character is whole', async ({ open }) => {
  const { run } = await open('split-utf8');
  const { text, exit } = await run(`
    console.log('한글 🔑'.repeat(20));
    console.error('오류 ⚠️');
  `);
  expect(exit).toEqual({ reason: 'exited', code: 0 });
  expect(text.stdout).toBe(`${'한글 🔑'.repeat(20)}\n`);
  expect(text.stderr).toBe('오류 ⚠️\n');
});

test('the probe runs once for a version, and its answers are kept', async ({ open }) => {
  const first = await open('faithful-gaps');
  await first.runtime.boot();
  const once = first.double.built;
  expect(once).toBeGreaterThan(1);
  const proved = [...first.runtime.capabilities];
  expect(proved).toEqual(['hash', 'hmac', 'pbkdf2', 'hkdf', 'x509', 'net', 'http']);
  await first.runtime.dispose();

  const second = await open('faithful-gaps');
  await second.runtime.boot();
  expect([...second.runtime.capabilities]).toEqual(proved);
  expect(second.double.built).toBe(once + 1);
});

test('every run has an instance of its own, and leaving the page gives the last one back', async ({ open }) => {
  const { runtime, page, run, double } = await open('faithful');
  await runtime.boot();
  const before = double.built;
  await run(`console.log(1)`);
  await run(`console.log(2)`);
  await expect.poll(() => double.built).toBe(before + 2);
  await expect.poll(() => double.built - double.tornDown).toBe(1);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect.poll(() => double.built - double.tornDown).toBe(0);
  expect(runtime.status).toBe('idle');
  expect((await run(`console.log('come back')`)).text.stdout).toBe('come back\n');
});

test('a second one in the same page is refused with the client’s own words', async ({ open, context, site }) => {
  await open('faithful');
  const page = await context.newPage();
  const runtimes = await connectPage(page);
  await page.goto(site.url);
  const [one, two] = [await runtimes.create(), await runtimes.create()];
  await one.boot();
  await expect(two.boot()).rejects.toMatchObject({
    code: 'start-failed',
    message: expect.stringContaining('Only a single'),
  });
  expect(one.status).toBe('ready');
});

test('a page that is not isolated is told what is missing, and the service is not asked', async ({ context }) => {
  const site = await serveSite({ isolated: false });
  const double = await installDouble(context, 'faithful');
  const page = await context.newPage();
  const runtimes = await connectPage(page);
  await page.goto(site.url);
  await expect((await runtimes.create()).boot()).rejects.toMatchObject({
    code: 'not-supported',
    hint: expect.stringContaining('Cross-Origin-Opener-Policy'),
  });
  expect(double.requests).toEqual([]);
  await site.close();
});

test.describe('on an iPhone', () => {
  test.use({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1',
  });

  // A test's own looking into a page counts as a click there: this page boots by itself and tells in its title.
  test('nothing is started before a click', async ({ context, site }) => {
    const double = await installDouble(context, 'faithful');
    const page = await context.newPage();
    await page.goto(`${site.url}?boot-by-itself`);
    await expect(page).toHaveTitle('not-supported: Press Run or Check.');
    expect(double.requests).toEqual([]);
    await page.mouse.click(10, 10);
    await expect(page).toHaveTitle('ready');
    await context.close();
    await double.close();
  });
});
