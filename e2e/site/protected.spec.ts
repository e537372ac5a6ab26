import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { ConsoleMessage, Page } from '@playwright/test';

import { ALL_PATHS, pathOf } from '../support/course.ts';
import { openLesson } from '../support/lesson.ts';
import { expect, test as base } from '../support/test.ts';

const EXERCISE = 'aead';

interface Fixtures {
  /** A site of somebody else's: it shows `/harmless`, and at `/?<address>` it frames that address and takes its boot.js. */
  others: { port: number };
  /** What the page and its workers have been refused by a policy, and what the browser did not understand of one. */
  violations: string[];
}

const test = base.extend<Fixtures>({
  others: async ({}, use) => {
    const server = createServer(({ url }, response) => {
      response.setHeader('content-type', 'text/html');
      const framed = decodeURIComponent(url!.slice(2));
      const page = `<iframe src="${framed}"></iframe><script src="${URL.parse(framed)?.origin}/boot.js"></script>`;
      response.end({ '/harmless': '<h1>framed</h1>', '/boot.js': '' }[url!] ?? page);
    });
    await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
    await use({ port: (server.address() as AddressInfo).port });
    await closed(server);
  },
  violations: async ({ page }, use) => {
    const violations: string[] = [];
    page.on('console', (message: ConsoleMessage) => {
      if (/Content Security Policy|Permissions-Policy/.test(message.text())) violations.push(message.text());
    });
    await use(violations);
  },
});

test('no page of another origin can frame the site or take its files, be it of the same computer', async ({ page, others, baseURL }) => {
  const home = `http://127.0.0.1:${others.port}`;
  await page.goto(`${home}/?${home}/harmless`);
  await expect(page.frameLocator('iframe').getByRole('heading', { name: 'framed' })).toBeVisible();

  const lesson = `${baseURL}${pathOf('en', EXERCISE)}`;
  for (const address of [lesson, `${baseURL}/`, `${baseURL}/nothing/`]) {
    const refused = page.waitForEvent('console', message => message.text().includes('frame-ancestors'));
    const script = page.waitForEvent('requestfailed', request => request.url().endsWith('boot.js'));
    await page.goto(`${home}/?${encodeURIComponent(address)}`);
    await refused;
    expect((await script).failure()?.errorText).toContain('ERR_BLOCKED_BY_RESPONSE');
    await expect(page.frameLocator('iframe').locator('#text')).toHaveCount(0);
  }
});

test('every page has its own policy before its first byte, and the same one for other web servers', async ({ request }) => {
  for (const path of ALL_PATHS) {
    const response = await request.get(path);
    const own = /<meta http-equiv="content-security-policy" content="([^"]+)"/.exec(await response.text())?.[1];
    expect(own, path).toContain("script-src 'self' 'wasm-unsafe-eval' 'sha256-");
    expect(response.headers()['content-security-policy'], path).toBe(`${own!.trim().replace(/;$/, '')}; frame-ancestors 'none'`);
  }
});

test('a program is run and checked, and code is edited, without anything that a policy refuses', async ({ page, violations, others }) => {
  test.setTimeout(240_000);
  const lesson = await openLesson(page, 'en', EXERCISE);
  expect(await lesson.run()).toContain('exit code 0');
  await lesson.write('export const seal = 1;\n');
  await lesson.check();
  expect(violations).toEqual([]);

  // What is refused would have been seen: it is told twice, for the header's policy and the page's own.
  await page.evaluate(address => void (new Image().src = address), `http://127.0.0.1:${others.port}/harmless`);
  await expect.poll(() => violations.length).toBe(2);
});

test('every worker is under a policy: no code from text, nothing from elsewhere', async ({ page, others }) => {
  test.setTimeout(240_000);
  const lesson = await openLesson(page, 'en', EXERCISE);
  await lesson.run();
  await lesson.write('export const seal = 1;\n');
  await expect.poll(() => page.workers().length).toBeGreaterThan(1);
  for (const refused of await refusals(page, `http://127.0.0.1:${others.port}/harmless`)) {
    expect(refused).toEqual({ code: 'EvalError', directive: 'connect-src' });
  }
});

/** What each worker of a page is told when it makes code from a text, and what its policy says of asking `address`. */
function refusals(page: Page, address: string) {
  return Promise.all(page.workers().map(worker => worker.evaluate(async elsewhere => {
    // Later: what a debugger evaluates may make code from text as long as that lasts.
    const code = await new Promise(resolve => void setTimeout(() => {
      try {
        resolve(typeof Function('return 1'));
      } catch (error) {
        resolve((error as Error).name);
      }
    }));
    const directive = await new Promise(resolve => {
      addEventListener('securitypolicyviolation', event => {
        const { blockedURI, effectiveDirective } = event as SecurityPolicyViolationEvent;
        // The code's refusal is told as well, and may be late.
        if (blockedURI !== 'eval') resolve(effectiveDirective);
      });
      fetch(elsewhere, { mode: 'no-cors' }).then(() => resolve('nothing'), () => {});
    });
    return { code, directive };
  }, address)));
}

function closed(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise(resolve => void server.close(resolve));
}
