import type { Answer } from '../http/answer.ts';
import { meIn, type Ask } from '../http/ask.ts';
import { countTry } from '../limits.ts';
import { passkeyPlace } from '../passkeys.ts';
import { hashSecret, isSecret } from '../passwords.ts';
import type { ViewOf } from '../views.ts';
import { again, common, limited, passwordFrom } from './common.ts';
import { isPlain } from './entrance.ts';

async function pageOf(ask: Ask): Promise<ViewOf<'account'>> {
  const { user } = meIn(ask);
  const keys = await ask.room.stores.passkeys.of(user.id);
  const held = keys.map(({ id, label, createdAt, usedAt }) => ({ id, label, at: createdAt, used: usedAt }));
  const passkeys = { possible: passkeyPlace(ask) !== undefined, held };
  return { page: 'account', ...common(ask), plain: isPlain(ask), own: user.passwordHash !== null, passkeys };
}

export async function showAccount(ask: Ask): Promise<Answer> {
  return { view: await pageOf(ask) };
}

/** Another password, for whoever knows the one of now; it ends every other session of theirs. */
export async function changePassword(ask: Ask): Promise<Answer> {
  const { stores } = ask.room;
  const { user, tokenHash } = meIn(ask);
  const form = await ask.form();
  const view = await pageOf(ask);
  return limited(view, async () => {
    const forget = await countTry(stores, 'log-in', { address: ask.address, name: user.id });
    if (!(await isSecret(form['current'] ?? '', user.passwordHash))) return again(view, 'current');
    await forget();
    const password = passwordFrom(form);
    if (password === undefined) return again(view, 'password-short');
    const passwordHash = await hashSecret(password);
    await stores.transaction(async inside => {
      await inside.people.update(user.id, { passwordHash });
      await inside.sessions.closeAll(user.id, tokenHash);
      await inside.audit.append({ actor: user.id, action: 'password.change', subject: user.id });
    });
    return { view: { ...view, changed: true } };
  });
}
