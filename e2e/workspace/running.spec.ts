import { EXPORTS, expect, test } from './test.ts';

test.describe('Run', () => {
  test.beforeEach(({ bench }) => bench.open());

  test('shows what the program prints and how it ended', async ({ bench }) => {
    await bench.button('run').click();
    await expect(bench.output).toContainText('forged    pay 90 to bob');
    await expect(bench.output).toContainText('exit code 0');
    await expect(bench.news('exit code 0')).toHaveCount(1);
  });

  test('marks standard error by a word, and leads from a stack to the line', async ({ bench, page }) => {
    await bench.write(`${EXPORTS}\nconsole.error('careful');\n\nthrow new Error('here');\n`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('exit code 1');
    await expect(bench.output.getByText('stderr', { exact: true }).first()).toBeVisible();
    await bench.output
      .getByRole('button', { name: /seal\.mjs:7/ })
      .first()
      .click();
    const box = bench.code.getByRole('textbox', { name: 'seal.mjs, code editor' });
    await expect(box).toBeFocused();
    const line = await box.evaluate(
      (one: HTMLTextAreaElement) => one.value.slice(0, one.selectionStart).split('\n').length,
    );
    expect(line).toBe(7);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  });

  test('shows bytes that are no text, controls and turned text as signs, and markup as text', async ({ bench }) => {
    await bench.write(`${EXPORTS}
process.stdout.write(Buffer.from([0xff, 0x00, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x41]));
console.log('\\u202e<img src=x onerror=alert(1)>');
`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('\ufffd\u2400A\u27e8U+202E\u27e9<img src=x onerror=alert(1)>');
    await expect(bench.output.locator('img')).toHaveCount(0);
  });

  test('of a program that prints without end is stopped, drawn in part, and the page goes on', async ({ bench }) => {
    await bench.write(
      `import { writeSync } from 'node:fs';\nfor (;;) writeSync(1, 'x'.repeat(99) + '\\n');\n${EXPORTS}`,
    );
    await bench.button('run').click();
    await expect(bench.output).toContainText('printed more than 1 MB');
    await expect(bench.output).toContainText('characters before this are not drawn');
    expect((await bench.output.innerText()).length).toBeLessThan(100_000);
    const [download] = await Promise.all([
      bench.page.waitForEvent('download'),
      bench.output.getByRole('button', { name: 'Save everything it printed' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('output.txt');
    await bench.write(EXPORTS);
    await bench.button('run').click();
    await expect(bench.output).toContainText('exit code 0');
  });

  test('is stopped by Stop, which is there only meanwhile and gives the focus back', async ({ bench }) => {
    await expect(bench.button('stop')).toBeHidden();
    await bench.write(`${EXPORTS}\nconsole.log('on');\nfor (;;);`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('on');
    await bench.button('stop').focus();
    await bench.page.keyboard.press('Enter');
    await expect(bench.output).toContainText('You stopped it.');
    await expect(bench.button('stop')).toBeHidden();
    await expect(bench.button('run')).toBeFocused();
  });

  test('pressed again stops the old program and starts the new one', async ({ bench }) => {
    await bench.write(`${EXPORTS}\nconsole.log('old');\nsetInterval(() => {}, 1000);`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('old');
    await bench.write(`${EXPORTS}\nconsole.log('new');`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('new');
    await expect(bench.output).toContainText('exit code 0');
    await expect(bench.output).not.toContainText('old');
  });

  test('asks for input when the program names standard input, until the reader ends it', async ({ bench }) => {
    await bench.write(`import { createInterface } from 'node:readline';
console.log('who is there?');
createInterface({ input: process.stdin }).on('line', l => console.log('hello ' + l)).on('close', () => console.log('bye'));
${EXPORTS}`);
    await bench.button('run').click();
    await expect(bench.output).toContainText('who is there?');
    const line = bench.output.getByLabel('Standard input');
    await line.fill('alice');
    await line.press('Enter');
    await expect(bench.output).toContainText('hello alice');
    await expect(line).toBeFocused();
    await line.press('Control+d');
    await expect(bench.output).toContainText('bye');
    await expect(bench.output).toContainText('exit code 0');
  });

  test('offers input to other programs by a small button, and a visible end of it', async ({ bench }) => {
    await bench.write(
      `const name = 'std' + 'in';\nprocess[name].on('end', () => console.log('ended')).resume();\n${EXPORTS}`,
    );
    await bench.button('run').click();
    await bench.output.getByRole('button', { name: 'Give it input' }).click();
    await bench.output.getByRole('button', { name: 'End input (Ctrl+D)' }).click();
    await expect(bench.output).toContainText('ended');
    await expect(bench.output).toContainText('exit code 0');
  });

  test('starts by keyboard from anywhere in the bench', async ({ bench, page }) => {
    await bench.button('hint').focus();
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect(bench.output).toContainText('exit code 0');
    await bench.code.getByRole('textbox').first().focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(bench.checks).toContainText('2 of 8 passed');
  });
});

test('the output speaks Korean to a Korean reader', async ({ korean }) => {
  await korean.open();
  await korean.button('run').click();
  await expect(korean.output).toContainText('스스로 끝났어요');
  await expect(korean.output).toContainText('forged    pay 90 to bob');
});
