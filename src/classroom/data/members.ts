import type { Tx } from './context.ts';
import type { MembershipTable } from './schema.ts';

type NewMembership = Pick<MembershipTable, 'classId' | 'userId' | 'role'> & Partial<MembershipTable>;

/** Makes somebody a member, or gives a member another role; rejects with a foreign key where either is not there. */
export async function putMember({ db, now }: Tx, membership: NewMembership): Promise<void> {
  await db
    .insertInto('membership')
    .values({ phraseHash: null, externalId: null, joinedAt: now(), ...membership })
    .onConflict(its => its.columns(['classId', 'userId']).doUpdateSet({ role: membership.role }))
    .execute();
}
