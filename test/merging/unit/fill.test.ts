import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { fillMergesIn } from '../../../shared/merging/fill-work.ts';
import { dropCandidate } from '../../../shared/merging/index.ts';
import { readCandidatesOf } from '../../../shared/merging/pair.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Item } from '../../../shared/platform/table.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';

const [home, work, number] = ['lan@example.com', 'lan.tran@example.com', '0912345678'] as const;

let merging: Merging;
let one: Lead;
let other: Lead;

beforeEach(async () => {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Hồ Bích Ngọc', email: work, phone: number, province: 'TP.HCM' }));
  world.pass(60_000);
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: number }));
  await world.assignAll();
  world.pass(60_000);
  [one, other] = [merging.record(home), merging.record(work)];
});

/** Takes attributes from an item, as if an older version had written it. */
function without(item: Item | undefined, ...names: string[]): void {
  if (!item) throw new Error('no such item');
  merging.world.table.seed(Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name))));
}

const pairItem = () => merging.world.table.all().find(({ sk }) => String(sk).startsWith(keys.mergePrefix));
const itemOf = (key: { pk: string; sk: string }) => merging.world.table.all().find(({ pk, sk }) => pk === key.pk && sk === key.sk);
const candidatesOf = async ({ leadId }: Lead) =>
  (await readCandidatesOf(merging.world.table, leadId)).map(({ older, newer }) => [older, newer]);

/** Does the work to its end, slice by slice; tells how many there were. */
async function fill(perSlice = 500): Promise<number> {
  const kind = fillMergesIn(perSlice);
  merging.world.project();
  const asked: unknown[] = [{ of: 'pairs', before: null }];
  let slices = 0;
  for (let request = asked.shift(); request !== undefined; request = asked.shift()) {
    slices += 1;
    const queues = { work: { send: async ({ body }: { body: object }) => void asked.push(Object(body).request) } };
    await kind.run(kind.schema.parse(request), { ...merging.world.parts, log: silentLog, queues } as unknown as WorkParts);
  }
  return slices;
}

describe('a pair that an older version noted', () => {
  beforeEach(() => without(pairItem(), 'gsi1pk', 'gsi1sk'));

  it('is found from the newer lead once it is filled, at the place at which a pair of today is', async () => {
    const before = await candidatesOf(other);
    await fill();

    expect([before, await candidatesOf(other), await candidatesOf(one)]).toEqual([
      [],
      [[one.leadId, other.leadId]],
      [[one.leadId, other.leadId]],
    ]);
    expect(pairItem()?.gsi1sk).toBe(pairItem()?.gsi3sk);
  });

  it('is left as it is by filling it again', async () => {
    await fill();
    const first = structuredClone(pairItem());
    await fill();

    expect(pairItem()).toEqual(first);
  });

  it('is in no list where somebody decided about it', async () => {
    await dropCandidate(
      { leadId: one.leadId, otherLeadId: other.leadId, actor: { kind: 'user', id: 'mai' }, correlationId: 'c', along: () => [] },
      merging.world.parts,
    );
    await fill();

    expect(Object.keys(pairItem() ?? {}).filter((name) => name.startsWith('gsi'))).toEqual([]);
  });
});

describe('a person whom an older version merged', () => {
  beforeEach(async () => {
    await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });
    merging.world.pass(60_000);
    const lead = itemOf(keys.lead(one.leadId));
    without(itemOf(keys.profile(one.leadId)), 'otherNames');
    without(lead, 'otherNames');
  });

  const found = async (q: string) =>
    Object(await readRoutes(merging.world)('/v1/search', 'admin@example.com', { query: { q } })).body.items.map(
      ({ leadId }: Lead) => leadId,
    );

  it('is found by the name of the other record once it is filled, which the history tells', async () => {
    expect(merging.byId(one.leadId).otherNames).toBeUndefined();

    await fill();

    expect([await found('Ngọc'), merging.byId(one.leadId).otherNames]).toEqual([[one.leadId], ['Hồ Bích Ngọc']]);
    expect(merging.world.timeline().at(-1)).toMatchObject({
      type: 'lead.updated',
      actor: { id: 'merging' },
      data: { fields: ['otherNames'] },
    });
  });

  it('is left as it is by filling it again, and parts as always', async () => {
    await fill();
    const { version } = merging.byId(one.leadId);
    await fill();
    expect(merging.byId(one.leadId).version).toBe(version);

    await merging.ask('merge/undo', one.leadId, { otherLeadId: other.leadId });

    expect([merging.byId(one.leadId).otherNames ?? [], merging.byId(other.leadId).fullName]).toEqual([[], 'Hồ Bích Ngọc']);
    expect(await found('Ngọc')).toEqual([other.leadId]);
  });
});

it('goes slice by slice, and comes to an end', async () => {
  without(pairItem(), 'gsi1pk', 'gsi1sk');

  expect(await fill(1)).toBe(5);
  expect(await candidatesOf(other)).toHaveLength(1);
});
