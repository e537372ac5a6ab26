import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { BACK } from '../../src/classroom/server/university/provider.ts';
import { UniversityDouble } from '../../testing/university/double.ts';
import { expect, test } from '../support/test.ts';
import { startClass } from './server.ts';

test.describe.configure({ timeout: 300_000 });

const PASSWORD = 'a sentence to remember';
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a teacher adds a passkey, and logs in with it alone', async ({ page }) => {
  const server = await startClass();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
  try {
    await page.goto(server.setUp);
    await page.getByLabel('Your name, as pupils see it').fill('Ms Kim');
    await page.getByLabel('Password').fill(PASSWORD);
    await press(page, 'Make the account');

    await page.getByRole('link', { name: 'Logged in as Ms Kim' }).click();
    const form = page.locator('[data-passkey=add]');
    await form.getByLabel('Name of the passkey').fill('Laptop');
    await form.getByLabel('Password').fill('another sentence here');
    await press(page, 'Add a passkey');
    await expect(form.getByRole('alert')).toContainText('Nothing was added');
    await form.getByLabel('Password').fill(PASSWORD);
    await press(page, 'Add a passkey');
    await expect(page.getByRole('listitem').filter({ hasText: 'Laptop' })).toContainText('not used yet');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    await press(page, 'Log out');
    await page.goto(`${server.url}/en/class/account/`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await press(page, 'Log in with a passkey');
    await expect(page.getByRole('alert')).not.toBeEmpty();
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
    await press(page, 'Log in with a passkey');
    await expect(page).toHaveURL(`${server.url}/en/class/account/`);
    await expect(page.getByRole('listitem').filter({ hasText: 'Laptop' })).toContainText('last used');

    await press(page, 'Remove the passkey Laptop');
    await expect(page.getByRole('listitem').filter({ hasText: 'Laptop' })).toHaveCount(0);
    await press(page, 'Log out');
    await page.goto(`${server.url}/en/class/log-in/`);
    await press(page, 'Log in with a passkey');
    await expect(page.getByRole('alert')).not.toBeEmpty();
  } finally {
    await server.stop();
  }
});

test('a student comes by their university, joins with a code, and goes', async ({ page, browser }) => {
  const double = await UniversityDouble.start();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  double.register({ client: 'handshake', redirect: url + BACK, secret: 'secret' });
  const server = await startClass({
    PORT: `${port}`,
    HANDSHAKE_URL: url,
    HANDSHAKE_OIDC_ISSUER: double.issuer,
    HANDSHAKE_OIDC_CLIENT: 'handshake',
    HANDSHAKE_OIDC_SECRET: 'secret',
    HANDSHAKE_OIDC_TEACHERS: 'affiliation=staff',
    HANDSHAKE_OIDC_NAME: 'Example University',
  });
  try {
    const teacher = await (await browser.newContext({ baseURL: url })).newPage();
    double.person = { sub: '1', name: 'Prof. Lee', affiliation: ['staff'] };
    await teacher.goto('/en/class/log-in/');
    await teacher.getByRole('link', { name: 'Log in with Example University' }).click();
    await teacher.getByLabel('Name of the class').fill('Networks');
    await press(teacher, 'Make the class');
    const code = (await teacher.locator('[data-code]').innerText()).trim();

    double.person = { sub: '2', name: '김서연' };
    await page.goto(`${url}/ko/class/join/?code=${code}`);
    await page.getByRole('link', { name: 'Example University 계정으로 로그인' }).click();
    await expect(page.getByText('김서연 님의 계정으로 들어가요')).toBeVisible();
    await press(page, '들어가기');
    await expect(page.getByRole('heading', { name: 'Networks' })).toBeVisible();
    await teacher.goto('/en/class/');
    await teacher.getByRole('link', { name: 'Networks' }).click();
    await expect(teacher.getByRole('row', { name: /김서연/ })).toBeVisible();

    await press(page, '로그아웃');
    await expect(page.getByRole('link', { name: 'Example University에서도 로그아웃하기' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  } finally {
    await server.stop();
    await double.close();
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
