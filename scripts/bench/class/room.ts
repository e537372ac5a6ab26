import { openStores } from '../../../src/classroom/data/index.server.ts';
import { openSession } from '../../../src/classroom/server/sessions.ts';
import { asCookie } from '../../../testing/class-server.ts';

export interface BenchRoom {
  classId: string;
  /** Cookie headers of those who are logged in. */
  owner: string;
  pupils: readonly { id: string; cookie: string }[];
}

/** A class of so many pupils, each logged in, in an empty database. */
export async function makeRoom(url: string, count: number): Promise<BenchRoom> {
  const stores = await openStores({ url });
  try {
    const owner = (await stores.people.createFirstOwner({ name: 'Owner', email: 'owner@bench.example' }))!;
    const { id: classId } = await stores.classes.create(owner.id, { name: 'Bench' });
    const named = Array.from({ length: count }, (_, index) => ({ name: `Pupil ${index}`, phraseHash: null }));
    const members = await stores.roster.addPupils(owner.id, classId, named);
    const cookieOf = async (user: Parameters<typeof openSession>[1]): Promise<string> =>
      asCookie(await openSession(stores, user, false, Date.now()));
    const pupils = [];
    for (const { userId } of members)
      pupils.push({ id: userId, cookie: await cookieOf((await stores.people.byId(userId))!) });
    return { classId, owner: await cookieOf(owner), pupils };
  } finally {
    await stores.close();
  }
}
