import { HANGUL, InputMethod } from '../support/input-method.ts';
import { STARTER } from './fixture/starter.ts';
import { expect, MONACO, test } from './test.ts';

const starter = STARTER[0]!.text;

for (const form of ['full', 'simple'] as const) {
  test(`Hangul comes out once and whole in the ${form} editor`, async ({ bench, page }) => {
    if (form === 'simple') await page.addInitScript(() => localStorage.setItem('handshake:editor', 'simple'));
    await bench.open();
    if (form === 'full') await bench.full();
    await bench.code().focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// ');
    const ime = await InputMethod.of(page);
    await ime.type(...HANGUL);
    await page.keyboard.type(' ok\n');
    await expect(bench.text).toHaveText(`// 한글 ok\n${starter}`);
  });
}

test('a syllable that is settled by clicking elsewhere in the code stays where it was written', async ({
  bench,
  page,
}) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// \n');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  const ime = await InputMethod.of(page);
  await ime.type(HANGUL[0]!);
  await ime.compose(...HANGUL[1]!);
  await page.locator('.view-line').nth(5).click();
  await expect(bench.text).toHaveText(`// 한글\n${starter}`);
});

test('Monaco waits for a syllable that is being written when it comes', async ({ bench, page }) => {
  const release = await bench.holdMonaco();
  await bench.open();
  await bench.code().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// ');
  const ime = await InputMethod.of(page);
  await ime.compose('ㅎ', '하');
  const came = page.waitForResponse(MONACO);
  release();
  await (await came).finished();
  await page.waitForFunction(() => (globalThis as unknown as { monaco?: unknown }).monaco !== undefined);
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(bench.editor).toHaveAttribute('data-stage', 'loading');
  await ime.compose('한');
  await ime.settle('한');
  await bench.full();
  await page.keyboard.type('!\n');
  await expect(bench.text).toHaveText(`// 한!\n${starter}`);
});

test('a Check in the middle of a syllable waits for it, and comes once', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+Home');
  const ime = await InputMethod.of(page);
  await page.keyboard.type('// ');
  await ime.compose('ㅎ', '하', '한');
  await page.keyboard.press('Control+Enter');
  await ime.settle('한');
  await expect(bench.commands).toHaveText('check');
  await expect(bench.text).toHaveText(`// 한${starter}`);
});

test("everything is said in Korean, Monaco's own words too", async ({ bench, page }) => {
  await bench.openFull('ko');
  await expect(page.getByRole('tablist', { name: '파일' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'greet.mjs 읽기 전용' })).toBeVisible();
  await expect(bench.hint).toHaveText('Esc를 누르고 Tab을 누르면 편집기에서 나가요');
  await page.getByRole('textbox', { name: 'server.mjs, 코드 편집기' }).focus();
  await page.keyboard.press('Control+f');
  await expect(page.getByRole('textbox', { name: '찾기' })).toBeVisible();
});

test('the Korean words of Monaco are not fetched for a reader of English', async ({ bench, page }) => {
  const fetched: string[] = [];
  page.on('request', request => fetched.push(new URL(request.url()).pathname));
  await bench.openFull('en');
  expect(fetched.filter(path => /\/ko-[^/]+\.js$/.test(path))).toEqual([]);
  await bench.openFull('ko');
  expect(fetched.filter(path => /\/ko-[^/]+\.js$/.test(path))).toHaveLength(1);
});
