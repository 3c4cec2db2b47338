import { expect, it } from '@jest/globals';
import { mergeFollowers } from '../../../shared/merge-registry/index.ts';
import { mergeLeads, moveItemsWork, undoMerge } from '../../../shared/merging/index.ts';
import type { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { WriteItem } from '../../../shared/platform/table.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { dying } from '../../support/dying-table.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';

const [home, work] = ['lan@example.com', 'lan.tran@example.com'] as const;

async function twoLeads(): Promise<Merging> {
  const merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0987654321', company: 'An Nhiên', province: 'TP.HCM' }));
  await world.assignAll();
  world.pass(60_000);
  return merging;
}

/** All that stands, and the requests that timers hold: who is told of it by a message beside is no matter. */
const standing = ({ world }: Merging) =>
  world.table
    .all()
    .filter((item) => !keys.isTimer(item))
    .map(({ pk, sk, version, mergedInto, members, state, repId }) => ({
      pk,
      sk: String(sk).replace(/#.*/, ''),
      version,
      mergedInto,
      members,
      state,
      repId,
    }));

const acts = {
  merge: (merging: Merging, parts: Merging['world']['parts']) => {
    const [one, other] = [merging.record(home), merging.record(work)];
    const asked = { actor: { kind: 'user', id: 'admin' }, by: 'person', correlationId: 'request-1' } as const;
    return mergeLeads({ leadId: one.leadId, otherLeadId: other.leadId, ...asked }, { ...parts, log: silentLog });
  },
  undo: (merging: Merging, parts: Merging['world']['parts']) => {
    const [one, other] = [merging.record(home), merging.record(work)];
    const asked = { actor: { kind: 'user', id: 'admin' }, correlationId: 'request-2' } as const;
    return undoMerge({ leadId: one.leadId, otherLeadId: other.leadId, ...asked }, { ...parts, followers: mergeFollowers, log: silentLog });
  },
} as const;

it.each(['merge', 'undo'] as const)('is whole or not begun, wherever it is killed, and whole when it is asked again: %s', async (act) => {
  const begin = async () => {
    const merging = await twoLeads();
    if (act === 'undo') {
      await acts.merge(merging, merging.world.parts);
      merging.world.pass(60_000);
      await merging.world.takeIn(merging.world.post({ fullName: 'Trần Lan', email: work, title: 'CEO' }));
      merging.world.pass(60_000);
    }
    return merging;
  };
  const whole = await begin();
  const before = standing(whole);
  await acts[act](whole, whole.world.parts);
  const after = standing(whole);
  let points = 0;
  for (let point = 1; ; point += 1) {
    const merging = await begin();
    const { parts } = merging.world;
    const died = dying(point);
    const killed = {
      ...parts,
      table: died.table(parts.table),
      score: died.queue(parts.score),
      assign: died.queue(parts.assign),
    } as typeof parts;
    const isKilled = await acts[act](merging, killed).then(
      () => false,
      () => true,
    );
    if (!isKilled) break;
    points = point;
    expect([before, after]).toContainEqual(standing(merging));
    await acts[act](merging, parts);
    expect(standing(merging)).toEqual(after);
  }
  expect(points).toBeGreaterThan(10);
});

it('moves by its timers what an undo that was killed behind its transaction had not moved', async () => {
  const merging = await twoLeads();
  const { world } = merging;
  await acts.merge(merging, world.parts);
  for (let post = 0; post < 65; post += 1) {
    world.pass(60_000);
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: work }, { receivedAt: world.parts.clock().toISOString() }));
  }
  world.pass(60_000);
  const [one, other] = [merging.record(home), merging.byId(merging.record(home).members?.[0] as LeadId)];
  const postsUnder = (leadId: LeadId) =>
    world.table.all().filter(({ pk, sk }) => pk === keys.leadPk(leadId) && String(sk).startsWith(keys.leadPostPrefix)).length;
  let isWritten = false;
  const table = Object.assign(Object.create(world.table), {
    transact: async (items: readonly WriteItem[]) => {
      if (isWritten) throw new Error('killed');
      await world.table.transact(items);
      isWritten = true;
    },
  });
  const asked = {
    leadId: one.leadId,
    otherLeadId: other.leadId,
    actor: { kind: 'user', id: 'admin' },
    correlationId: 'request-2',
  } as const;
  await expect(undoMerge(asked, { ...world.parts, followers: mergeFollowers, table, log: silentLog })).rejects.toThrow('killed');
  const before = [postsUnder(one.leadId), postsUnder(other.leadId)];

  const timers = world.table.all().filter((item) => keys.isTimer(item) && Object(item.message).kind === moveItemsWork.kind);
  for (const { message } of [...timers, ...timers]) {
    const request = moveItemsWork.schema.parse(Object(message).request);
    await moveItemsWork.run(request, { ...world.parts, log: silentLog, queues: { score: world.parts.score } } as unknown as WorkParts);
  }

  expect([before, [postsUnder(one.leadId), postsUnder(other.leadId)], timers.length]).toEqual([[46, 21], [1, 66], 2]);
});
