import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { createHighlighter } from 'shiki';

import { shikiTheme } from '../../src/ui/code-theme.ts';
import { STARTER } from './fixture/starter.ts';
import { expect, test } from './test.ts';

/** Asks for the explanation of what stands at the caret, as a keyboard user does; '' while there is none yet. */
async function explain(page: Page): Promise<string> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  return (await page.locator('.monaco-hover-content').allInnerTexts()).join('\n');
}

test('a function of Node is explained where it is used', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await bench.caretAt('createServer');
  await expect.poll(() => explain(page), { timeout: 30_000 }).toContain('createServer(options: tls.TlsOptions');
});

test('what another open file exports is known, with its description', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await bench.caretAt('greet(');
  await expect.poll(() => explain(page), { timeout: 30_000 }).toContain('greet(name: any): string');
  await expect.poll(() => explain(page)).toContain('Says hello to one name.');
});

test("Node's own names are offered while typing", async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('tls.createSec');
  await expect(async () => {
    await page.keyboard.press('Control+Space');
    await expect(page.getByRole('option', { name: /^createSecureContext/ })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press('Enter');
  await expect(bench.text).toContainText('tls.createSecureContext');
});

test('what explains Node is fetched when the reader comes to the code, not before', async ({ bench, page }) => {
  const fetched: string[] = [];
  page.on('request', request => fetched.push(new URL(request.url()).pathname));
  const heavy = () => fetched.filter(path => /node-types|ts\.worker/.test(path)).length;
  await bench.openFull();
  await page.waitForLoadState('networkidle');
  expect(heavy()).toBe(0);
  await bench.code().focus();
  await expect.poll(heavy).toBe(2);
});

test("without Node's explanations the editor says so once and goes on", async ({ bench, page }) => {
  await page.route(/node-types/, route => route.abort());
  await bench.openFull();
  await bench.code().focus();
  await expect(bench.hint).toContainText('Explanations of Node did not come');
  await expect(bench.hint).toContainText('Esc, then Tab leaves the editor');
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// on\n');
  await expect(bench.text).toHaveText(`// on\n${STARTER[0]!.text}`);
});

test('code that no engine would run is marked, and the starter is not', async ({ bench, page }) => {
  await bench.openFull();
  await bench.code().focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('const = 1;\n');
  await expect(page.locator('.squiggly-error')).not.toHaveCount(0, { timeout: 30_000 });
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Control+z');
  await expect(bench.text).toHaveText(STARTER[0]!.text);
  await expect(page.locator('.squiggly-error')).toHaveCount(0);
});

const LESSONS = fileURLToPath(new URL('../../lessons/', import.meta.url));

test("Monaco colours every lesson's code as Shiki does", async ({ bench, page }) => {
  await bench.openFull();
  const theme = shikiTheme('light');
  const shiki = await createHighlighter({ themes: [theme], langs: ['javascript'] });
  const paths = readdirSync(LESSONS, { recursive: true, encoding: 'utf8' }).filter(path =>
    /^[^/]+\/(starter|solution)\/.*\.mjs$/.test(path),
  );
  const texts = [STARTER[0]!.text, ...paths.map(path => readFileSync(LESSONS + path, 'utf8'))];
  const coloured = await colourized(page, texts);
  texts.forEach((text, at) => {
    const lines = shiki.codeToTokensBase(text, { lang: 'javascript', theme, tokenizeTimeLimit: 0 });
    const wanted = lines.map(line => line.map(({ content, color }) => [content, color!.toLowerCase()] as const));
    expect(spans(coloured[at]!)).toEqual(spans(wanted));
  });
  shiki.dispose();
});

type Line = readonly (readonly [text: string, colour: string])[];

/** Every line that says something as runs of one colour, spaces left out. */
function spans(lines: readonly Line[]): string[] {
  return lines
    .map(line => {
      let run = '';
      return line
        .flatMap(([text, colour]) =>
          [...text]
            .filter(char => char.trim())
            .map(char => {
              const mark = colour === run ? char : ` ${colour}:${char}`;
              run = colour;
              return mark;
            }),
        )
        .join('');
    })
    .filter(line => line !== '');
}

/** Texts in Monaco's colours, as the page computes them. */
async function colourized(page: Page, texts: readonly string[]): Promise<Line[][]> {
  return await page.evaluate(async texts => {
    const { monaco } = globalThis as unknown as { monaco: typeof import('monaco-editor/editor') };
    const box = document.createElement('div');
    box.className = 'monaco-editor';
    document.body.append(box);
    const hex = (colour: string) =>
      `#${colour
        .match(/\d+/g)!
        .slice(0, 3)
        .map(part => Number(part).toString(16).padStart(2, '0'))
        .join('')}`;
    const linesOf = (html: string): [string, string][][] => {
      box.innerHTML = html;
      const lines: [string, string][][] = [[]];
      for (const node of [...box.childNodes].flatMap(one => (one.nodeName === 'SPAN' ? [...one.childNodes] : [one]))) {
        const words = node.textContent!.replaceAll('\u00a0', ' ');
        if (node.nodeName === 'BR') lines.push([]);
        else lines.at(-1)!.push([words, hex(getComputedStyle(node as Element).color)]);
      }
      return lines;
    };
    const coloured: [string, string][][][] = [];
    for (const text of texts) coloured.push(linesOf(await monaco.editor.colorize(text, 'javascript', {})));
    box.remove();
    return coloured;
  }, texts);
}
