import { audited } from '../audit.ts';
import type { Context } from '../context.ts';
import { found } from '../errors.ts';
import { newId, type Actor } from '../values.ts';
import { platformOf, type LtiPlatform, type NewLtiPlatform } from './rows.ts';

/** The platforms that may launch here. What takes `by` is audited with it. */
export interface Platforms {
  /** A new one, or other values for the one of that issuer and client: what hangs on it stays. */
  put(by: Actor, platform: NewLtiPlatform): Promise<LtiPlatform>;
  /** With its courses, links and scores; the classes and who is in them stay. Rejects with `missing`. */
  remove(by: Actor, id: string): Promise<void>;
  all(): Promise<LtiPlatform[]>;
  platform(id: string): Promise<LtiPlatform | undefined>;
  /** Several clients may be registered at one issuer. */
  ofIssuer(issuer: string): Promise<LtiPlatform[]>;
}

export function platforms(context: Context): Platforms {
  const rows = (column?: 'id' | 'issuer', value = '') =>
    context.read(async db => {
      const all = db.selectFrom('ltiPlatform').selectAll().orderBy('createdAt').orderBy('id');
      return (await (column ? all.where(column, '=', value) : all).execute()).map(platformOf);
    });

  return {
    put: (by, { deployments, services, ...rest }) =>
      context.write(async tx => {
        const set = { ...rest, deployments: JSON.stringify(deployments), services: JSON.stringify(services) };
        const row = tx.db.insertInto('ltiPlatform').values({ ...set, id: newId(), createdAt: tx.now() });
        const put = row.onConflict(its => its.columns(['issuer', 'clientId']).doUpdateSet(set));
        const made = await put.returningAll().executeTakeFirstOrThrow();
        await audited(tx, { actor: by, action: 'lti.platform', subject: made.id });
        return platformOf(made);
      }),
    remove: (by, id) =>
      context.write(async tx => {
        const gone = tx.db.deleteFrom('ltiPlatform').where('id', '=', id).returning('id');
        found(await gone.executeTakeFirst(), 'the platform');
        await audited(tx, { actor: by, action: 'lti.platform.remove', subject: id });
      }),
    all: () => rows(),
    platform: async id => (await rows('id', id))[0],
    ofIssuer: issuer => rows('issuer', issuer),
  };
}
