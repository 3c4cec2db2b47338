import { beforeEach, describe, expect, it } from '@jest/globals';
import { WorkMessage } from '../../../events/index.ts';
import { type UserConfig, userKind } from '../../../shared/access/user-config.ts';
import { syncAllUsers, syncUsersAfterPublication } from '../../../shared/accounts/index.ts';
import { stepsPerSlice, syncUsersWork } from '../../../shared/accounts/sync-work.ts';
import { UnavailableError } from '../../../shared/platform/errors.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';

type World = ReturnType<typeof createWorld>;

const user = (id: string, more: Partial<UserConfig> = {}): UserConfig => ({ id, email: `${id}@annhien.vn`, role: 'admin', ...more });

/** Has these users configured, and no others. */
function configure(world: World, users: readonly UserConfig[]): void {
  for (const id of known.splice(0)) world.config.remove(userKind, id);
  world.config.add(userKind, users);
  known.push(...users.map(({ id }) => id));
}
/** Ids of the users that are configured. */
const known: string[] = [];

/** Runs the work, and what it asks for in turn; the answer is what was done with the user pool. */
async function sync(world: World, message = syncUsersAfterPublication(0)): Promise<string[]> {
  const { parts, sent } = world;
  const workParts = {
    ...parts,
    queues: { assign: parts.assign, notice: parts.notice, mail: parts.mail, score: parts.score, work: parts.work },
  };
  const before = parts.accounts.calls.length;
  sent.work.length = 0;
  sent.work.push(message);
  for (let one = sent.work.shift(); one; one = sent.work.shift())
    await doWork(WorkMessage.parse(one.body), [syncUsersWork], workParts as unknown as WorkParts);
  return parts.accounts.calls.slice(before);
}

const everybody = (await createWorld().config.current(userKind)).documents.keys().toArray();

describe('accounts follow the users that are configured', () => {
  let world: World;
  beforeEach(() => {
    world = createWorld();
    known.splice(0, known.length, ...everybody);
    configure(world, [user('anh'), user('bao')]);
  });

  it('makes one for each user, with an invitation, once', async () => {
    expect(await sync(world)).toEqual(['make anh@annhien.vn', 'make bao@annhien.vn']);

    expect(await sync(world)).toEqual([]);
    expect([...world.parts.accounts.users.values()]).toEqual([
      { isEnabled: true, isInvited: true },
      { isEnabled: true, isInvited: true },
    ]);
  });

  it('mails nobody who does not exist', async () => {
    configure(world, [user('anh', { email: 'anh@example.com' }), user('bao', { email: 'bao@an-nhien.test' })]);

    await sync(world);

    expect([...world.parts.accounts.users.values()].map(({ isInvited }) => isInvited)).toEqual([false, false]);
  });

  it('disables who is gone before it signs them out, and enables them when they come back', async () => {
    await sync(world);
    configure(world, [user('bao')]);
    expect(await sync(world)).toEqual(['disable anh@annhien.vn', 'sign out anh@annhien.vn']);
    expect(await sync(world)).toEqual([]);

    configure(world, [user('anh'), user('bao')]);

    expect(await sync(world)).toEqual(['enable anh@annhien.vn']);
    expect(world.parts.accounts.users.get('anh@annhien.vn')?.isEnabled).toBe(true);
  });

  it.each<[string, Partial<UserConfig>, Partial<UserConfig>, string[]]>([
    ['the role', { role: 'admin' }, { role: 'marketer' }, ['sign out bao@annhien.vn']],
    ['the pools', { role: 'leader', pools: ['a'] as never }, { role: 'leader', pools: ['a', 'b'] as never }, ['sign out bao@annhien.vn']],
    ['the regions', { role: 'manager' }, { role: 'manager', regions: ['south'] }, ['sign out bao@annhien.vn']],
    ['the rep', { role: 'rep', repId: 'r1' as never }, { role: 'rep', repId: 'r2' as never }, ['sign out bao@annhien.vn']],
    ['the order of the pools', { role: 'leader', pools: ['a', 'b'] as never }, { role: 'leader', pools: ['b', 'a'] as never }, []],
    ['the name alone', {}, { name: 'Anh Bảo' }, []],
    ['how the address is written', {}, { email: 'Bao@AnNhien.vn' }, []],
  ])('asks somebody to sign in again when %s changes what they are', async (_, before, after, done) => {
    configure(world, [user('anh'), user('bao', before)]);
    await sync(world);

    configure(world, [user('anh'), user('bao', after)]);

    expect(await sync(world)).toEqual(done);
  });

  it('gives a new address an account and takes the old one its own', async () => {
    await sync(world);

    configure(world, [user('anh', { email: 'minh.anh@annhien.vn' }), user('bao')]);

    expect(await sync(world)).toEqual(['disable anh@annhien.vn', 'sign out anh@annhien.vn', 'make minh.anh@annhien.vn']);
  });

  it('touches no account that was never configured, and takes one that is there already as it is', async () => {
    const { users } = world.parts.accounts;
    users.set('tool@annhien.vn', { isEnabled: true, isInvited: false });
    users.set('anh@annhien.vn', { isEnabled: false, isInvited: true });

    await sync(world);
    await sync(world, syncAllUsers());

    expect(users.get('tool@annhien.vn')).toEqual({ isEnabled: true, isInvited: false });
    // Whoever disabled it by hand meant it.
    expect(users.get('anh@annhien.vn')).toEqual({ isEnabled: false, isInvited: true });
  });

  it('looks at all of them with a deployment, for the user pool may be another one', async () => {
    await sync(world);
    world.parts.accounts.users.clear();

    expect(await sync(world, syncAllUsers())).toEqual(['make anh@annhien.vn', 'make bao@annhien.vn']);
  });

  it('goes through many in slices, each user once', async () => {
    const many = Array.from({ length: 2 * stepsPerSlice + 3 }, (_, index) => user(`user-${String(index).padStart(3, '0')}`));
    configure(world, many);

    const made = await sync(world);

    expect(made).toEqual(many.map(({ email }) => `make ${email}`));
    expect(await sync(world, syncAllUsers())).toHaveLength(many.length);
  });

  it('is held up by nobody whom the user pool refuses, and tries them again with the next publication', async () => {
    configure(
      world,
      Array.from({ length: stepsPerSlice + 2 }, (_, index) => user(`user-${String(index).padStart(3, '0')}`)),
    );
    world.parts.accounts.fail('user-000@annhien.vn', 'refused');

    expect(await sync(world)).toHaveLength(stepsPerSlice + 2);

    world.parts.accounts.fail('user-000@annhien.vn', 'no');
    expect(await sync(world)).toEqual(['make user-000@annhien.vn']);
  });

  it('comes back where the user pool does not answer, and does all of it then', async () => {
    await sync(world);
    configure(world, []);
    world.parts.accounts.fail('bao@annhien.vn', 'passing');

    await expect(sync(world)).rejects.toThrow(UnavailableError);

    world.parts.accounts.fail('bao@annhien.vn', 'no');
    expect(await sync(world)).toEqual([
      'disable anh@annhien.vn',
      'sign out anh@annhien.vn',
      'disable bao@annhien.vn',
      'sign out bao@annhien.vn',
    ]);
  });

  it('waits for the users that were published, where what it reads is older', async () => {
    await expect(sync(world, syncUsersAfterPublication(99))).rejects.toThrow();

    expect(world.parts.accounts.calls).toEqual([]);
  });

  it('names nobody in messages and logs by an address', async () => {
    const many = Array.from({ length: stepsPerSlice + 1 }, (_, index) => user(`user-${String(index).padStart(3, '0')}`));
    configure(world, many);
    const bodies: unknown[] = [];
    const send = world.parts.work.send;
    world.parts.work.send = async (message) => {
      bodies.push(message.body);
      await send(message);
    };

    await sync(world);

    expect(bodies).toHaveLength(1);
    expect(JSON.stringify(bodies)).not.toContain('@');
  });
});
