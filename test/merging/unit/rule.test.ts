import { beforeEach, describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { asksForMerge } from '../../../shared/merge-requests/index.ts';
import { mergeByRuleWork, mergeLeads } from '../../../shared/merging/index.ts';
import { samePerson } from '../../../shared/merging/rules-same-person.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';

const [home, work, number] = ['lan@example.com', 'lan.tran@example.com', '0912345678'] as const;

let merging: Merging;
let one: Lead;
let other: Lead;

/** A person who wrote to us under two addresses and one number, which the second record shares with the first. */
async function twoRecordsOf(fullName: string, otherName: string): Promise<void> {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName, email: home, province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: otherName, email: work, phone: number, province: 'TP.HCM' }));
  world.pass(60_000);
  await world.takeIn(world.post({ fullName, email: home, phone: number }));
  await world.assignAll();
  world.pass(60_000);
  [one, other] = [merging.record(home), merging.record(work)];
}

async function call(lead: Lead, outcome: string, phone = number): Promise<void> {
  const { status } = await asksAs(merging.world, 'admin@example.com')('POST /v1/leads/{leadId}/calls', {
    path: { leadId: lead.leadId },
    body: { outcome, phone },
  });
  expect(status).toBe(200);
  merging.world.pass(60_000);
}

/** Does what the entries of the history ask for, each once. */
async function look(): Promise<void> {
  const { world } = merging;
  const asked = new Map(
    world
      .timeline()
      .flatMap((entry) => asksForMerge(entry))
      .map(({ body }) => [JSON.stringify(body), body]),
  );
  const queues = { score: world.parts.score, assign: world.parts.assign, work: { send: async () => undefined } };
  for (const { request } of asked.values()) {
    await mergeByRuleWork.run(mergeByRuleWork.schema.parse(request), { ...world.parts, log: silentLog, queues } as unknown as WorkParts);
  }
  world.pass(60_000);
}

const isOne = () => merging.byId(one.leadId).mergedInto !== null || merging.byId(other.leadId).mergedInto !== null;
const told = () =>
  merging.world.table
    .all()
    .filter((item) => keys.isTimer(item) && Object(item.message).kind === 'mergedNotice')
    .map(({ message }) => Object(message).repId)
    .sort();

describe('a pair that a rule merges', () => {
  beforeEach(() => twoRecordsOf('Trần Thị Lan', 'Chị Trần Thị Lan'));

  it('is one once a call has reached the person by the same number on both sides, and both reps are told', async () => {
    await call(one, 'interested');
    await look();
    const before = isOne();

    await call(other, 'considering');
    await look();

    expect([before, isOne()]).toEqual([false, true]);
    expect(merging.byId(one.leadId)).toMatchObject({ members: [other.leadId], owner: { repId: one.owner?.repId } });
    expect(told()).toEqual([one.owner?.repId, other.owner?.repId].sort());
    const entry = merging.world.timeline().find(({ type }) => type === 'lead.merged');
    expect(entry).toMatchObject({ actor: { kind: 'system', id: 'merging' }, data: { by: 'rule' } });
  });

  it('is found from the newer lead, whose pair lies under the older one', async () => {
    await call(one, 'interested');
    await call(other, 'considering');
    const { world } = merging;
    const parts = { ...world.parts, log: silentLog, queues: { score: world.parts.score } } as unknown as WorkParts;

    await mergeByRuleWork.run({ leadId: other.leadId, looks: 0 }, parts);

    expect(isOne()).toBe(true);
  });

  it('leaves the list of pairs, and the index', async () => {
    await call(one, 'interested');
    await call(other, 'considering');
    await look();

    const pair = merging.world.table.all().filter(({ sk }) => String(sk).startsWith(keys.mergePrefix));
    expect(pair).toMatchObject([{ state: 'merged' }]);
    expect(pair.flatMap((item) => Object.keys(item)).filter((name) => name.startsWith('gsi'))).toEqual([]);
  });

  it('is never merged again by rule once a person has undone it', async () => {
    await call(one, 'interested');
    await call(other, 'considering');
    await look();
    await merging.ask('merge/undo', one.leadId, { otherLeadId: other.leadId });
    merging.world.pass(60_000);

    await call(one, 'interested');
    await call(other, 'interested');
    await look();

    expect(isOne()).toBe(false);
  });

  it('is left alone where a person has said that they are two', async () => {
    await merging.ask('merge/drop', one.leadId, { otherLeadId: other.leadId });
    await call(one, 'interested');
    await call(other, 'considering');
    await look();

    expect(isOne()).toBe(false);
  });

  it('is left alone where a person decided so while the rule looked', async () => {
    await merging.ask('merge/drop', one.leadId, { otherLeadId: other.leadId });
    const asked = { leadId: one.leadId, otherLeadId: other.leadId, actor: { kind: 'system', id: 'merging' }, by: 'rule' } as const;

    await expect(mergeLeads({ ...asked, correlationId: 'c' }, { ...merging.world.parts, log: silentLog })).rejects.toThrow('two people');
    expect(isOne()).toBe(false);
  });

  it('is left alone where a person decided so about another record of either', async () => {
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: 'third@example.com', province: 'TP.HCM' }));
    world.pass(60_000);
    await world.assignAll();
    const third = merging.record('third@example.com');
    await merging.ask('merge', one.leadId, { otherLeadId: third.leadId });
    // The two are a pair again by the third record, which became part of the first.
    const key = keys.mergeCandidate(other.leadId, third.leadId);
    const said = { reason: 'samePhone', at: third.createdAt, channel: 'form', sourceId: 'contact', submissionId: 'post-3' };
    world.table.seed({ ...key, version: 1, state: 'candidate', leadId: other.leadId, otherLeadId: third.leadId, ...said });
    await merging.ask('merge/drop', one.leadId, { otherLeadId: other.leadId });
    await call(one, 'interested');
    await call(other, 'considering');
    await look();
    const parts = { ...world.parts, log: silentLog, queues: { score: world.parts.score } } as unknown as WorkParts;
    await mergeByRuleWork.run({ leadId: other.leadId, looks: 0 }, parts);

    expect(isOne()).toBe(false);
  });

  it('is left to people where the company says so', async () => {
    merging.world.config.change(companyKind, 'company', (company) => ({ ...company, mergeProvenDuplicates: false }));
    await call(one, 'interested');
    await call(other, 'considering');
    await look();

    expect(isOne()).toBe(false);
  });

  it.each([
    ['reached nobody', 'noAnswer'],
    ['showed that it is somebody else', 'wrongPerson'],
  ])('is not proven by a call that %s', async (_what, outcome) => {
    await call(one, 'interested');
    await call(other, outcome);
    await look();

    expect(isOne()).toBe(false);
  });
});

it.each([
  ['another name', 'Trần Thị Lan', 'Trần Thị Liên'],
  ['a name with other accents', 'Trần Thị Hoa', 'Trần Thị Hòa'],
  ['a name of one word', 'Lan', 'Lan'],
  ['a word that may be one of address beside one word', 'Anh Thư', 'Anh Thư'],
])('leaves a pair with %s to people', async (_what, name, otherName) => {
  await twoRecordsOf(name, otherName);
  await call(one, 'interested');
  await call(other, 'interested').catch(() => undefined);
  await look();

  expect(isOne()).toBe(false);
});

it('takes a name that is typed without accents for the same name', async () => {
  await twoRecordsOf('Trần Thị Lan', 'tran thi lan');
  await call(one, 'interested');
  await call(other, 'interested');
  await look();

  expect(isOne()).toBe(true);
});

const proven = (lead: Lead, ...addresses: string[]) => ({ lead, numbers: new Set<string>(), addresses: new Set(addresses) });

it('takes an address that the mailbox confirmed for both, and asks again while a pool decides', async () => {
  await twoRecordsOf('Trần Thị Lan', 'Trần Thị Lan');

  expect(samePerson(proven(one, home), proven(other, home))).toMatchObject({ key: 'email', survivor: { leadId: one.leadId } });
  expect(samePerson(proven(one, home), proven(other, work))).toBe('nothingProven');
  expect(samePerson(proven({ ...one, routing: null }, home), proven(other, home))).toBe('later');
  expect(samePerson(proven({ ...one, owner: null }, home), proven(other, home))).toMatchObject({ survivor: { leadId: other.leadId } });
});
