import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rebuildCards } from '../../../shared/cards/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { suspectSeconds, triesOfSuspects } from '../../../shared/projecting/index.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { interrupted, ProjectorWorld } from '../../support/projector.ts';
import { seed } from '../../support/seeded.ts';

const rep = RepId.parse('rep-lan');
const leads = fc.sample(anyLead(), { numRuns: 5, seed }).map((lead) => ({ ...lead, version: 1 }));
const [lead] = leads as [Lead, ...Lead[]];

/** A lead that was made, assigned and posted again; none of it projected yet. */
function assigned(): { world: ProjectorWorld; stands: Lead } {
  const world = new ProjectorWorld();
  world.put(lead);
  const stands = { ...lead, version: 2 };
  world.put(stands);
  world.seat(stands, rep);
  world.post(lead.leadId, '2026-11-27T09:00:00.000Z');
  return { world, stands };
}

const pools = [PoolId.parse('south'), PoolId.parse('specialists')] as const;

function withoutNeeds(one: Lead): Lead {
  return { ...one, evidence: { ...one.evidence, opportunities: { open: 0, accepted: 0, won: 0 } } };
}

const points = Array.from({ length: 14 }, (_, index) => index + 1);

describe('the projector', () => {
  it.each(points)('that dies at point %i of its calls leaves nothing that the next try does not mend', async (killedAt) => {
    const { world, stands } = assigned();
    const dying = interrupted(world.table, ({ point }) => {
      if (point >= killedAt) throw new Error('killed');
    });

    await world.project(world.records, dying);
    await world.project();

    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
    expect(world.seatsOf(lead.leadId)).toMatchObject([
      { card: world.expectedCard(stands).card, gsi3sk: world.expectedCard(stands).gsi2sk },
    ]);
  });

  it.each(points)('leaves no card of a lead that is erased at point %i of its calls', async (erasedAt) => {
    const { world } = assigned();
    const slow = interrupted(world.table, async ({ point }) => {
      if (point === erasedAt) await world.project([world.erase(lead.leadId)]);
    });

    await world.project(world.records.slice(0, 3), slow);
    if (world.records.length === 3) await world.project([world.erase(lead.leadId)]);

    expect(world.cardOf(lead.leadId)).toEqual({
      ...keys.card(lead.leadId),
      leadVersion: Number.MAX_SAFE_INTEGER,
      activityAt: '9999-12-31T23:59:59.999Z',
      expiresAt: world.now.getTime() / 1_000 + 2 * 86_400,
    });
    expect(world.seatsOf(lead.leadId)).toEqual([]);
  });

  it.each(points)('never lets an older state of a lead win that another one projects at point %i', async (at) => {
    const { world, stands } = assigned();
    const newer = { ...stands, version: 3, stage: 'customer' as const };
    const slow = interrupted(world.table, async ({ point }) => {
      if (point === at) await world.project([world.put(newer), world.post(lead.leadId, '2026-11-27T12:00:00.000Z')]);
    });

    await world.project(world.records.slice(0, 3), slow);

    const isOver = world.records.length > 3;
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(isOver ? newer : stands));
  });

  it.each(points)('lets a change back to what was listed win, projected at point %i of the one before it', async (at) => {
    const { world, stands } = assigned();
    await world.project();
    const between = world.put({ ...stands, version: 3, stage: 'customer' });
    const last = { ...stands, version: 4 };
    const slow = interrupted(world.table, async ({ point }) => {
      if (point === at) await world.project([world.put(last)]);
    });

    await world.project([between], slow);

    const isOver = world.records.length === 5;
    const expected = world.expectedCard(isOver ? last : { ...stands, stage: 'customer' });
    expect(world.shownOf(lead.leadId)).toEqual(expected);
    expect(world.seatsOf(lead.leadId)).toMatchObject([{ card: expected.card }]);
  });

  it.each(points)('names the pools of needs as they stand, also of one that moves at point %i of its calls', async (at) => {
    const { world, stands } = assigned();
    world.need(stands, pools[0], 'N1');
    await world.project();
    const between = world.need(stands, pools[1], 'N1');
    const slow = interrupted(world.table, async ({ point }) => {
      if (point === at) await world.project([world.need(stands, pools[0], 'N1')]);
    });

    await world.project([between], slow);

    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
    expect(world.seatsOf(lead.leadId)).toMatchObject([{ card: world.expectedCard(stands).card }]);
  });

  it('goes on naming the pool of a need that was lost, and reads no needs of a lead that never had one', async () => {
    const { world, stands } = assigned();
    const [other] = leads.slice(1).map((one) => withoutNeeds(one)) as [Lead];
    world.put(other);
    world.need(stands, pools[0], 'N1');
    await world.project();
    const asked: unknown[] = [];
    const query: typeof world.table.query = (input) => {
      asked.push(Object.values(input.ExpressionAttributeValues ?? {}));
      return world.table.query(input);
    };
    const [lost, same] = [withoutNeeds({ ...stands, version: 3, stage: 'customer' }), { ...other, version: 2, stage: 'customer' as const }];

    await world.project([world.put(lost), world.put(same)], { ...world.table, query });

    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(lost));
    expect(world.expectedCard(lost).card).toMatch(/;n[^;]{6};/);
    const read = asked.filter((values) => JSON.stringify(values).includes(keys.opportunityPrefix));
    expect(new Set(read.map((values) => JSON.stringify(values)))).toEqual(
      new Set([JSON.stringify([keys.leadPk(lead.leadId), keys.opportunityPrefix])]),
    );
  });

  it('writes nothing for a change of the lead that no list shows', async () => {
    const { world, stands } = assigned();
    await world.project();
    const written = world.table.used.write;

    await world.project([world.put({ ...stands, version: 3, company: 'Hường Phát' })]);

    expect(world.table.used.write).toBe(written);
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
  });

  it.each(points)('brings no seat back that ends at point %i of its calls', async (endsAt) => {
    const { world } = assigned();
    let hasEnded = false;
    const slow = interrupted(world.table, ({ point }) => {
      if (point !== endsAt) return;
      hasEnded = true;
      world.table.remove(keys.seat(lead.leadId, rep));
    });

    await world.project(world.records, slow);

    if (hasEnded) expect(world.seatsOf(lead.leadId)).toEqual([]);
  });

  it('writes one card for all that one batch says of a lead', async () => {
    const { world } = assigned();
    const calls: string[] = [];
    const { put } = world.table;
    const counted = (input: Parameters<typeof put>[0]) => {
      calls.push(String(input.Item?.sk));
      return put(input);
    };

    await world.project(world.records, { ...world.table, put: counted });

    expect(calls.filter((sk) => sk === 'CARD')).toEqual(['CARD']);
  });

  it('reads what a repeat says and writes nothing', async () => {
    const { world } = assigned();
    await world.project();
    const written = world.table.used.write;

    await world.project(world.records.slice(1));

    expect(world.table.used.write).toBe(written);
  });

  it.each([0, 1, 2, 3, 4])('sets a malformed lead at place %i aside by its key, and projects the others', async (place) => {
    const world = new ProjectorWorld();
    const records = leads.map((one, index) =>
      index === place
        ? world.change(keys.lead(one.leadId), { ...keys.lead(one.leadId), fullName: 'Nguyễn Thị Hường', version: 'x' })
        : world.put(one),
    );

    const failed = await world.project(records);

    expect(failed).toEqual([]);
    expect(world.setAside).toEqual([
      { v: 1, reader: 'project-changes', error: expect.any(String), ...keys.lead(leads[place]?.leadId ?? lead.leadId) },
    ]);
    for (const [index, one] of leads.entries()) {
      expect(world.shownOf(one.leadId)).toEqual(index === place ? undefined : world.expectedCard(one));
    }
  });

  it('lets what an outage kept it from come back, and nothing else', async () => {
    const world = new ProjectorWorld();
    const records = leads.map((one) => world.put(one));
    const [broken] = records;
    const { put } = world.table;
    const outage = {
      ...world.table,
      put: (input: Parameters<typeof put>[0]) => (input.Item?.pk === broken?.pk ? Promise.reject(new Error('down')) : put(input)),
    };

    expect(await world.project(records, outage)).toEqual([broken?.sequenceNumber]);
    expect(world.setAside).toEqual([]);
  });
});

/** Its first calls note the try; no later one ever ends. */
const dieIn = async (world: ProjectorWorld, table: Table = world.table) => {
  void world.project(
    world.records,
    interrupted(table, ({ point }) => (point > 4 ? new Promise<void>(() => {}) : undefined)),
  );
  await new Promise((resolve) => setImmediate(resolve));
};

describe('a record that ends the function each time', () => {
  it(`is set aside after ${triesOfSuspects} tries of a batch that is left alone with it`, async () => {
    const { world } = assigned();
    world.now = new Date(world.now.getTime() + (suspectSeconds + 1) * 1_000);
    for (let tries = 0; tries < triesOfSuspects; tries += 1) await dieIn(world);
    expect(world.setAside).toEqual([]);

    expect(await world.project()).toEqual([]);

    expect(world.setAside).toEqual([{ v: 1, reader: 'project-changes', error: 'unavailable', ...keys.lead(lead.leadId) }]);
    // What comes next of the lead is tried as often.
    const { pk, sk } = keys.projectionTries(lead.leadId);
    expect(world.table.items.has(`${pk} ${sk}`)).toBe(false);
  });

  it('is told from one that an outage holds up, however long', async () => {
    const { world, stands } = assigned();
    world.now = new Date(world.now.getTime() + 3_600_000);
    const down = { ...world.table, put: () => Promise.reject(new Error('down')) };

    for (let tries = 0; tries < 50; tries += 1) expect(await world.project(world.records, down)).not.toEqual([]);

    expect(world.setAside).toEqual([]);
    expect(await world.project()).toEqual([]);
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
  });
});

describe('a try of a batch that is left alone with a record', () => {
  it('counts once, though its note was sent again because the answer was lost', async () => {
    const { world, stands } = assigned();
    world.now = new Date(world.now.getTime() + (suspectSeconds + 1) * 1_000);
    const { update } = world.table;
    const sentAgain = async (input: Parameters<typeof update>[0]) => {
      await update(input);
      return await update(input);
    };
    const lossy = { ...world.table, update: sentAgain };
    for (let tries = 1; tries < triesOfSuspects; tries += 1) await dieIn(world, lossy);

    expect(await world.project(world.records, lossy)).toEqual([]);

    expect(world.setAside).toEqual([]);
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
  });

  it('does not count when it ended and the table could not be told', async () => {
    const { world, stands } = assigned();
    world.now = new Date(world.now.getTime() + 3_600_000);
    const down = () => Promise.reject(new Error('down'));

    for (let tries = 0; tries < 50; tries += 1)
      expect(await world.project(world.records, { ...world.table, put: down, deleteAll: down })).not.toEqual([]);

    expect(await world.project(world.records, { ...world.table, deleteAll: down })).toEqual([]);
    expect(world.setAside).toEqual([]);
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
  });

  it('is forgotten after an hour, whether or not the table has removed its note', async () => {
    const { world, stands } = assigned();
    world.now = new Date(world.now.getTime() + (suspectSeconds + 1) * 1_000);
    for (let tries = 0; tries < triesOfSuspects; tries += 1) await dieIn(world);
    world.now = new Date(world.now.getTime() + 3_600_000);

    expect(await world.project()).toEqual([]);

    expect(world.setAside).toEqual([]);
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
  });
});

describe('computing all cards anew', () => {
  it('mends what was set aside, replaces a card that nobody can read, and removes what no lead has', async () => {
    const { world, stands } = assigned();
    await world.project();
    world.table.seed({ ...keys.card(lead.leadId), card: 7 });
    const [, other] = leads as [Lead, Lead];
    world.put(other);
    await world.project();
    world.table.remove(keys.lead(other.leadId));

    const done = await rebuildCards(world.parts());

    expect(done).toEqual({ leads: 2, written: 1, unchanged: 0, removed: 1, malformed: [] });
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(stands));
    expect(world.cardOf(other.leadId)).not.toHaveProperty('card');
  });
});
