import { describe, expect, it } from '@jest/globals';
import { projectFact, readFacts } from '../../../shared/facts/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { type LeadId, SubmissionId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { asksAs } from '../../support/as-user.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';
import { interrupted } from '../../support/projector.ts';

const lan = { fullName: 'Nguyễn Thị Lan', email: 'lan@gmail.com', province: 'TP.HCM' };
const again = { fullName: 'Nguyễn Thị Lan', email: 'lan@congty.example', phone: '0912 345 678', province: 'TP.HCM' };

/** Lan in November, and in December under another address. */
async function twice() {
  const merging = mergingWorld();
  const { world } = merging;
  const post = async (fields: Record<string, string>) => {
    const receivedAt = world.parts.clock().toISOString();
    await world.takeIn(world.post(fields, { submissionId: SubmissionId.parse(`p-${fields.email?.replace('@', '.')}`), receivedAt }));
    const { leadId } = merging.record(fields.email ?? '');
    await projectFact(leadId, world.parts);
    return leadId;
  };
  const older = await post(lan);
  world.pass(20 * daysMs);
  const newer = await post(again);
  return { merging, world, older, newer };
}

async function standing({ world }: Merging): Promise<string[]> {
  const found: string[] = [];
  for await (const { month, facts } of readFacts(['2026-11', '2026-12'], world)) {
    found.push(...facts.map(({ id, enquiries }) => `${month} ${id} ${enquiries.length}`));
  }
  return found;
}

it('the person whose records were all given up is given up for the reason that the record which is left says', async () => {
  const { merging, world, older, newer } = await twice();
  for (const [leadId, body] of [
    [older, { status: 'recycled', reason: 'notNow' }],
    [newer, { status: 'disqualified', reason: 'wrongNumber' }],
  ] as const) {
    world.pass(60_000);
    expect((await merging.ask('status', leadId, body)).status).toBe(200);
  }
  world.pass(60_000);
  await merging.ask('merge', older, { otherLeadId: newer });
  for (const leadId of [older, newer]) await projectFact(leadId, world.parts);

  for await (const { facts } of readFacts(['2026-11'], world)) {
    expect(facts.map(({ statuses }) => statuses.map(({ status, reason }) => [status, reason]))).toEqual([[['recycled', 'notNow']]]);
  }
});

it('a customer whose records were parted and joined again became one once', async () => {
  const { merging, world, older, newer } = await twice();
  const at = world.parts.clock().toISOString();
  const facts = ['confirmed', 'paid'].map((kind) => ({ factId: `${kind}-0`, kind, at, amount: 5_000 }));
  const order = { source: 'manual', orderId: 'DH-1', currency: 'VND', facts };
  await asksAs(world, 'admin@example.com')('POST /v1/leads/{leadId}/purchases', { path: { leadId: newer }, body: order });
  for (const act of ['merge', 'merge/undo', 'merge']) {
    world.pass(60_000);
    expect((await merging.ask(act, older, { otherLeadId: newer })).status).toBe(200);
  }
  for (const leadId of [older, newer]) await projectFact(leadId, world.parts);

  for await (const { facts: all } of readFacts(['2026-11'], world)) {
    expect(all.map(({ stages }) => stages.map(({ stage }) => stage))).toEqual([['lead', 'customer']]);
  }
});

it('a need that was won while its record was part of another one stays won once they are two again', async () => {
  const { merging, world, older, newer } = await twice();
  const ask = asksAs(world, 'admin@example.com');
  const { body } = await ask('POST /v1/leads/{leadId}/opportunities', { path: { leadId: newer }, body: {} });
  await merging.ask('merge', older, { otherLeadId: newer });
  world.pass(60_000);
  const path = { opportunityId: String(body.opportunityId) };
  expect((await ask('PATCH /v1/opportunities/{opportunityId}', { path, body: { state: 'won' } })).status).toBe(200);
  expect((await merging.ask('merge/undo', older, { otherLeadId: newer })).status).toBe(200);
  for (const leadId of [older, newer]) await projectFact(leadId, world.parts);

  const needs: unknown[] = [];
  for await (const { facts } of readFacts(['2026-11', '2026-12'], world)) {
    needs.push(
      ...facts.flatMap((fact) =>
        fact.needs.map(({ state, wonAt, closes }) => [fact.id, state, closes.map(({ result, at }) => [result, at - (wonAt ?? 0)])]),
      ),
    );
  }
  expect(needs).toEqual([[newer, 'won', [['won', 0]]]]);
});

/** What was done with a mail to the lead lies under the record that the mail went to, and counts no version of the lead. */
function engagement(leadId: LeadId, version: number, at: number): Item {
  return {
    ...keys.engagements(leadId, `mail-${leadId}` as Parameters<typeof keys.engagements>[1]),
    version,
    sentAt: at,
    engagements: [],
  };
}

describe('the facts of two records that are one person', () => {
  it('become one in the month of the first, and two again', async () => {
    const { merging, world, older, newer } = await twice();
    expect(await standing(merging)).toEqual([`2026-11 ${older} 1`, `2026-12 ${newer} 1`]);

    expect((await merging.ask('merge', newer, { otherLeadId: older })).status).toBe(200);
    for (const leadId of [newer, older]) await projectFact(leadId, world.parts);
    expect(await standing(merging)).toEqual([`2026-11 ${newer} 2`]);

    expect((await merging.ask('merge/undo', newer, { otherLeadId: older })).status).toBe(200);
    for (const leadId of [older, newer]) await projectFact(leadId, world.parts);
    expect(await standing(merging)).toEqual([`2026-11 ${older} 1`, `2026-12 ${newer} 1`]);
  });

  it('follow what happens under the record that is part of the other', async () => {
    const { merging, world, older, newer } = await twice();
    await merging.ask('merge', newer, { otherLeadId: older });
    await projectFact(newer, world.parts);
    const before = markOf(merging, newer);

    world.table.seed(engagement(older, 1, 1_795_000_000));
    await projectFact(older, world.parts);

    expect(markOf(merging, newer)).toBe(before + 1);
  });

  it('are not put back by whoever read one record before, and the other one after, somebody else wrote', async () => {
    const { merging, world, older, newer } = await twice();
    await merging.ask('merge', newer, { otherLeadId: older });
    await projectFact(newer, world.parts);
    let reads = 0;
    const read: string[] = [];
    const table = interrupted(world.table, async ({ point }) => {
      reads += 1;
      // The first call of the second look at the records is done.
      if (point !== 8) return;
      world.table.seed(engagement(newer, 1, 1_795_000_000));
      await projectFact(newer, world.parts);
      world.table.seed(engagement(older, 1, 1_795_000_000));
      read.push('between');
    });

    await projectFact(newer, { ...world.parts, table });

    expect([reads > 8, read]).toEqual([true, ['between']]);
    const before = markOf(merging, newer);
    await projectFact(newer, world.parts);
    expect(markOf(merging, newer)).toBe(before);
  });
});

function markOf({ world }: Merging, leadId: LeadId): number {
  const fact = world.itemsOf('FACTS#').find(({ sk, f }) => sk === `LEAD#${leadId}` && f !== undefined);
  return Number(fact?.n);
}
