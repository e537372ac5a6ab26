import { MACHINE_LIMIT, openLesson } from '../support/lesson.ts';
import { expect, test } from '../support/test.ts';
import { findAlice, tabTo, WireTable } from '../support/wire.ts';

test.describe.configure({ timeout: 300_000 });

test('in the lesson on mutual TLS the keyboard leads to the certificate of the client and to what was encrypted', async ({
  page,
}) => {
  const lesson = await openLesson(page, 'en', 'mutual-tls');
  await lesson.button('run').press('Enter');
  await lesson.ended();
  await page.getByRole('tab', { name: lesson.words.regions.output }).focus();
  await tabTo(page, lesson.words.workspace.wire.title);
  const wire = new WireTable(page);
  await expect(wire.table).toBeVisible();
  await findAlice(wire);
  await wire.goTo(/application data$/);
  await expect(page.getByText(/Opened with (CLIENT|SERVER)_TRAFFIC_SECRET_0/)).toBeVisible();
});

test('an attack that got through is replayed message by message', async ({ page }) => {
  const lesson = await openLesson(page, 'en', 'mutual-tls');
  const statuses = await lesson.check();
  expect(statuses['self-signed']).toBe('fail');
  await lesson.checkItem('self-signed').getByRole('button').click();
  await page.getByRole('button', { name: lesson.words.workspace.checks.onWire }).press('Enter');
  await expect(page.getByText(/^Message 1 of \d+: SYN\./)).toBeVisible();
  const next = page.getByRole('button', { name: 'Next message' });
  await next.focus();
  for (let n = 0; n < 60 && (await next.isEnabled()); n++) await page.keyboard.press('Enter');
  await expect(page.getByText('should have been refused by now')).toBeVisible();
});

test('the text asks for a look at the wire: predicted, run, found and shown, by keyboard', async ({ page }) => {
  const lesson = await openLesson(page, 'en', 'mutual-tls');
  const { look: words } = lesson.words.prose;
  const look = page.getByRole('article').locator('[data-look]').first();
  await expect(look).toContainText(words.predict);
  await look.getByRole('button', { name: words.run.replace('{file}', 'demo.mjs') }).press('Enter');
  const wire = new WireTable(page);
  await expect(wire.table).toBeVisible({ timeout: MACHINE_LIMIT });
  await expect(lesson.button('stop')).toBeHidden({ timeout: MACHINE_LIMIT });
  // Who is who, by the lesson's words; what the certificate says stands behind.
  await wire.goTo(/from mallory \(client, port \d+\), by its certificate alice.*TLS Certificate$/);
  await look.getByRole('radio', { name: 'Handshake Lesson CA' }).press('Space');
  await expect(look.getByRole('status')).toHaveText(words.wrong);
  await look.getByRole('radio', { name: 'alice', exact: true }).press('Space');
  await expect(look.getByRole('status')).toContainText('self-signed');
  await look.getByRole('button', { name: words.show }).press('Enter');
  await expect(wire.chosen).toHaveText(/from mallory.*TLS Certificate$/);
  await expect(wire.chosen).toBeFocused();
});

test('the text puts a command into the terminal, and the reader sends it', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('handshake/terminal', 'plain'));
  const lesson = await openLesson(page, 'en', 'mutual-tls');
  const { inTerminal: words } = lesson.words.prose;
  await page.getByRole('article').getByRole('button', { name: words.put }).first().press('Enter');
  const panel = page.getByRole('region', { name: lesson.words.workspace.terminal.title, exact: true });
  const line = panel.getByRole('textbox');
  await expect(line).toHaveValue(/^openssl x509 .*self-signed-alice/);
  await expect(line).toBeFocused();
  await expect(panel.getByRole('log')).toContainText('$', { timeout: MACHINE_LIMIT });
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('log')).toContainText(/issuer=CN=alice/, { timeout: MACHINE_LIMIT });
});
