import { beforeEach, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { SegmentId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { followListsWork } from '../../../shared/segments/follow-lists.ts';
import { asksForLists, keepByHand } from '../../../shared/segments/index.ts';
import { readMembership } from '../../../shared/segments/membership.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';

const [home, work] = ['lan@example.com', 'lan.tran@example.com'] as const;
const vip = SegmentId.parse('khach-vip');

let merging: Merging;
let one: Lead;
let other: Lead;

beforeEach(async () => {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0987654321', province: 'TP.HCM' }));
  await world.assignAll();
  [one, other] = [merging.record(home), merging.record(work)];
  world.pass(60_000);
});

async function keep(lead: Lead, isIn: boolean): Promise<void> {
  const asked = {
    leadId: lead.leadId,
    segmentId: vip,
    isIn,
    actor: { kind: 'user', id: 'mai' },
    correlationId: 'c',
    along: () => [],
  } as const;
  await keepByHand(asked, merging.world.parts);
  merging.world.pass(60_000);
}

/** Does what the history asks for, all of it again each time. */
async function follow(): Promise<void> {
  for (const { body } of merging.world.timeline().flatMap((entry) => asksForLists(entry))) {
    const parts = { ...merging.world.parts, log: silentLog } as unknown as WorkParts;
    await followListsWork.run(followListsWork.schema.parse(body.request), parts);
  }
  merging.world.pass(60_000);
}

async function merge(): Promise<void> {
  expect((await merging.ask('merge', one.leadId, { otherLeadId: other.leadId })).status).toBe(200);
  merging.world.pass(60_000);
  await follow();
}

async function undo() {
  const { status, body } = await merging.ask('merge/undo', one.leadId, { otherLeadId: other.leadId });
  expect(status).toBe(200);
  merging.world.pass(60_000);
  await follow();
  return body;
}

const isIn = async () =>
  Promise.all([one, other].map(async ({ leadId }) => (await readMembership(merging.world.table, leadId, vip))?.isIn ?? false));

it('has the lead that is left in the lists of whoever became part of it, until they part', async () => {
  await keep(other, true);
  await merge();
  const merged = await isIn();
  await undo();

  expect([merged, await isIn()]).toEqual([
    [true, true],
    [false, true],
  ]);
  const entered = merging.world.timeline().filter(({ type, leadId }) => type === 'segment.entered' && leadId === one.leadId);
  expect(entered.map(({ data }) => [data.reason, data.starts])).toEqual([['merged', false]]);
});

it('leaves out of a list whom somebody took out since, and in it whom somebody put in', async () => {
  await keep(other, true);
  await merge();
  await keep(one, false);
  await follow();
  const out = await isIn();
  await keep(one, true);
  await undo();

  expect([out[0], await isIn()]).toEqual([false, [true, true]]);
});

it('says which sequences the other one left by the merge and does not come back to', async () => {
  await merge();
  const at = merging.world.parts.clock().toISOString();
  merging.world.table.seed({
    ...keys.enrolment(other.leadId, 'cham-soc' as Parameters<typeof keys.enrolment>[1]),
    ...{ version: 2, run: 1, sequenceVersion: 1, state: 'ended', stepId: 'mail-1', since: at, stepSince: at, dueAt: null, waits: null },
    ...{ done: [], causes: [], about: {}, ended: { at, reason: 'merged' } },
  });

  const body = await undo();

  expect(body.sequencesLeft).toEqual(['cham-soc']);
  const told = merging.world.timeline().filter(({ type }) => type === 'lead.merge_undone');
  expect(told.map(({ data }) => data.sequencesLeft)).toEqual([['cham-soc'], ['cham-soc']]);
});
