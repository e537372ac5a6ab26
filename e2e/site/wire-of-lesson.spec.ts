import { openLesson } from '../support/lesson.ts';
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
