import { chunksOf } from './chunks.ts';
import type { Context, Db, Tx } from './context.ts';
import { found } from './errors.ts';
import type { IdentityTable, SiteRole, UserTable } from './schema.ts';
import { newId } from './values.ts';

export type User = UserTable;

export type Identity = Pick<IdentityTable, 'issuer' | 'subject'>;

export interface NewUser {
  name: string;
  role: SiteRole;
  email?: string | null;
  passwordHash?: string | null;
}

/** Everybody who has an account here, with a password, from elsewhere or as a pupil. */
export interface People {
  /** Rejects with `conflict` where somebody has the e-mail. */
  create(user: NewUser): Promise<User>;
  /** The first owner; undefined where there is one already, also when two ask at once. */
  createFirstOwner(user: Omit<NewUser, 'role'>): Promise<User | undefined>;
  hasOwner(): Promise<boolean>;
  byId(id: string): Promise<User | undefined>;
  byEmail(email: string): Promise<User | undefined>;
  /** Who that is elsewhere: the issuer of an OpenID provider or LTI platform, and its `sub`. */
  byIdentity(issuer: string, subject: string): Promise<User | undefined>;
  /** Rejects with `conflict` where the identity is somebody else's. */
  addIdentity(userId: string, issuer: string, subject: string): Promise<void>;
  identitiesOf(userId: string): Promise<Identity[]>;
  /** Those of some users who are somebody elsewhere too: they come in by that, and by no pass phrase. */
  withIdentity(userIds: readonly string[]): Promise<Set<string>>;
  /** Owners and teachers, by name. */
  staff(): Promise<User[]>;
  /** Rejects with `missing` or `conflict`. */
  update(id: string, changes: Partial<Pick<User, 'name' | 'role' | 'email' | 'passwordHash'>>): Promise<User>;
}

export function peopleStore(context: Context): People {
  const one = (column: 'id' | 'email', value: string) =>
    context.read(db => db.selectFrom('user').selectAll().where(column, '=', value).executeTakeFirst());

  return {
    create: user => context.write(tx => insertUser(tx, user)),
    createFirstOwner: user =>
      context.write(async tx => {
        await tx.lock('owner');
        return (await anyOwner(tx.db)) ? undefined : insertUser(tx, { ...user, role: 'owner' });
      }),
    hasOwner: () => context.read(anyOwner),
    byId: id => one('id', id),
    byEmail: email => one('email', email.toLowerCase()),
    byIdentity: (issuer, subject) =>
      context.read(db =>
        db
          .selectFrom('user')
          .innerJoin('identity', 'identity.userId', 'user.id')
          .selectAll('user')
          .where('issuer', '=', issuer)
          .where('subject', '=', subject)
          .executeTakeFirst(),
      ),
    addIdentity: (userId, issuer, subject) =>
      context.write(async ({ db }) => {
        await db.insertInto('identity').values({ issuer, subject, userId }).execute();
      }),
    identitiesOf: userId =>
      context.read(db =>
        db
          .selectFrom('identity')
          .select(['issuer', 'subject'])
          .where('userId', '=', userId)
          .orderBy('issuer')
          .execute(),
      ),
    withIdentity: userIds => context.read(db => identified(db, userIds)),
    staff: () =>
      context.read(db =>
        db.selectFrom('user').selectAll().where('role', '!=', 'pupil').orderBy('name').orderBy('id').execute(),
      ),
    update: (id, changes) =>
      context.write(async ({ db }) => {
        const email = changes.email?.toLowerCase() ?? changes.email;
        const set = { ...changes, ...(email !== undefined && { email }), id };
        const user = await db.updateTable('user').set(set).where('id', '=', id).returningAll().executeTakeFirst();
        return found(user, 'the user');
      }),
  };
}

/** A new row; for other stores too. */
export function insertUser({ db, now }: Tx, { name, role, email, passwordHash }: NewUser): Promise<User> {
  const user = {
    id: newId(),
    name,
    role,
    email: email?.toLowerCase() ?? null,
    passwordHash: passwordHash ?? null,
    createdAt: now(),
  };
  return db.insertInto('user').values(user).returningAll().executeTakeFirstOrThrow();
}

async function identified(db: Db, userIds: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const some of chunksOf(userIds, 1000)) {
    const rows = await db.selectFrom('identity').select('userId').where('userId', 'in', some).execute();
    for (const { userId } of rows) found.add(userId);
  }
  return found;
}

async function anyOwner(db: Db): Promise<boolean> {
  return Boolean(await db.selectFrom('user').select('id').where('role', '=', 'owner').limit(1).executeTakeFirst());
}
