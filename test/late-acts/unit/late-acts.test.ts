import { describe, expect, it } from '@jest/globals';
import { userKind } from '../../../shared/access/user-config.ts';
import { parseLateAct } from '../../../shared/late-acts/late-act.ts';
import { hadLead } from '../../../shared/late-acts/rules-had.ts';
import { RepId } from '../../../shared/platform/ids.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { asksAs } from '../../support/as-user.ts';
import { createCallFloor } from '../../support/call-floor.ts';

const dayMs = 24 * 3_600_000;

/** A lead of the south that went to another rep while its first one had no network. */
async function setUp() {
  const floor = await createCallFloor();
  const { world, lead } = floor;
  const { leadId, owner } = lead();
  const { documents } = await world.config.current(userKind);
  const users = [...documents.values()];
  const first = users.find(({ repId }) => repId === owner?.repId);
  const members = (await world.config.current(poolKind)).documents.get('south')?.members.map(({ repId }) => String(repId)) ?? [];
  const next = users.find(({ role, repId }) => role === 'rep' && repId !== owner?.repId && members.includes(String(repId)));
  const stranger = users.find(({ role, repId, id }) => role === 'rep' && repId !== owner?.repId && id !== next?.id);
  const as = (user: string | undefined) => asksAs(world, user ?? '');
  const [mine, theirs, others] = [first?.email ?? '', next?.email ?? '', stranger?.email ?? ''];
  const leader = 'leader.south@example.com';
  const given = await as('admin@example.com')('POST /v1/leads/{leadId}/owner', {
    path: { leadId },
    body: { repId: next?.repId, reason: 'language' },
  });
  expect(given.status).toBe(200);
  const now = world.parts.clock();
  const keep = (act: object, { user = mine, notedAt = now.toISOString(), key = undefined as string | undefined } = {}) =>
    as(user)('POST /v1/leads/{leadId}/late-acts', { path: { leadId }, body: { notedAt, act }, ...(key ? { key } : {}) });
  const decide = (what: 'apply' | 'dismiss', lateActId: string, user = leader) =>
    as(user)(`POST /v1/leads/{leadId}/late-acts/{lateActId}/${what}`, { path: { leadId, lateActId }, body: {} });
  const waiting = async (user: string) => {
    world.project();
    return ((await as(user)('GET /v1/work')).body.lateActs ?? []) as { lateActId: string; note: string | null }[];
  };
  const shown = async (user: string) =>
    (await as(user)('GET /v1/leads/{leadId}', { path: { leadId }, query: { include: 'lateActs,calls,notes' } })).body;
  const kept = () => world.itemsOf(`${leadId} LATEACT#`).map(parseLateAct);
  return { ...floor, leadId, mine, theirs, others, leader, first, next, now, as, keep, decide, waiting, shown, kept };
}

const call = { is: 'call', outcome: 'noAnswer', at: '2026-11-24T01:00:00.000Z' };

describe('what a rep noted about a lead that went to somebody else meanwhile', () => {
  it('is kept with who noted it, when and why, for those who answer for the lead and nobody else', async () => {
    const { keep, waiting, shown, leader, mine, theirs, first, leadId, now } = await setUp();
    const notedAt = new Date(now.getTime() - 3_600_000).toISOString();

    const { status, body } = await keep({ ...call, note: 'Chuông reo lâu' }, { notedAt });

    expect({ status, body }).toMatchObject({ status: 201, body: { lateActId: expect.any(String), keptAt: expect.any(String) } });
    const [told] = await waiting(leader);
    expect(told).toMatchObject({ leadId, is: 'call', by: first?.id, notedAt, note: 'Chuông reo lâu', state: 'waiting' });
    expect(told).toMatchObject({ outcome: { vi: 'Không nghe máy' }, why: { vi: expect.stringContaining('không còn do') } });
    expect((await shown(leader)).lateActs).toEqual([told]);
    expect(await waiting('admin@example.com')).toEqual([told]);
    for (const user of [mine, theirs, 'marketer@example.com', 'manager.north@example.com']) expect(await waiting(user)).toEqual([]);
    expect((await shown(theirs)).lateActs).toBeNull();
  });

  it('is the call of who made it once it is applied, at its time, and the history names who applied it', async () => {
    const { keep, decide, shown, waiting, leader, first, world, now } = await setUp();
    const at = new Date(now.getTime() - 600_000).toISOString();
    const { body } = await keep({ ...call, at });

    const { status, body: applied } = await decide('apply', body.lateActId);

    expect({ status, applied }).toMatchObject({ status: 200, applied: { state: 'applied', decidedBy: expect.any(String) } });
    const { calls } = await shown(leader);
    expect(calls).toMatchObject([{ callId: applied.madeId, at, by: first?.id, repId: first?.repId, outcome: 'noAnswer' }]);
    const entry = world.timeline().find(({ type }) => type === 'call.logged');
    const told = world.timeline().filter(({ type }) => type === 'lead.late_act_changed');
    expect(entry?.actor.id).toBe(applied.decidedBy);
    expect(told).toMatchObject([{ data: { what: 'kept' } }, { data: { what: 'applied' }, actor: { id: applied.decidedBy } }]);
    expect(await waiting(leader)).toEqual([]);
    expect((await decide('apply', body.lateActId)).status).toBe(409);
    expect((await decide('dismiss', body.lateActId)).status).toBe(409);
    expect((await shown(leader)).calls).toHaveLength(1);
  });

  it('is the note of who wrote it once it is applied, at its time', async () => {
    const { keep, decide, shown, leader, first, now } = await setUp();
    const notedAt = new Date(now.getTime() - dayMs).toISOString();
    const { body } = await keep({ is: 'note', text: 'Muốn xem bảng giá' }, { notedAt });

    expect((await decide('apply', body.lateActId)).status).toBe(200);

    expect((await shown(leader)).notes).toMatchObject([{ text: 'Muốn xem bảng giá', by: first?.id, at: notedAt }]);
  });

  it('stays on record and changes nothing where it is dismissed', async () => {
    const { keep, decide, shown, waiting, leader, kept } = await setUp();
    const { body } = await keep(call);

    const { body: dismissed } = await decide('dismiss', body.lateActId);

    expect(dismissed).toMatchObject({ state: 'dismissed', decidedAt: expect.any(String), madeId: null });
    expect(await waiting(leader)).toEqual([]);
    expect(await shown(leader)).toMatchObject({ calls: [], lateActs: [{ state: 'dismissed' }] });
    expect(kept()).toMatchObject([{ state: 'dismissed' }]);
    expect((await decide('apply', body.lateActId)).status).toBe(409);
  });

  it('is kept once, however often it comes under its key', async () => {
    const { keep, kept } = await setUp();

    const answers = [await keep(call, { key: 'k-1' }), await keep(call, { key: 'k-1' })];

    expect(answers[1]).toEqual(answers[0]);
    expect(kept()).toHaveLength(1);
  });

  it('takes no word of a rep who never had the lead, to whom it is not there, nor of those who decide', async () => {
    const { keep, others, leader, kept } = await setUp();

    const answers = await Promise.all([others, leader, 'admin@example.com', 'marketer@example.com'].map((user) => keep(call, { user })));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(kept()).toEqual([]);
  });

  it('is decided by nobody who does not answer for the lead', async () => {
    const { keep, decide, mine, theirs } = await setUp();
    const { body } = await keep(call);

    for (const user of [mine, theirs, 'marketer@example.com', 'manager.north@example.com']) {
      expect((await decide('apply', body.lateActId, user)).status).toBe(404);
      expect((await decide('dismiss', body.lateActId, user)).status).toBe(404);
    }
  });

  it('was noted now where the clock of the phone is ahead, and is refused after eight days', async () => {
    const { keep, kept, now } = await setUp();

    const ahead = await keep(call, { notedAt: new Date(now.getTime() + 5 * dayMs).toISOString() });
    const late = await keep(call, { notedAt: new Date(now.getTime() - 9 * dayMs).toISOString() });

    expect(ahead.status).toBe(201);
    const [one] = kept();
    expect(one?.notedAt).toBe(one?.keptAt);
    expect(late).toMatchObject({ status: 422, body: { errors: [{ path: 'notedAt' }] } });
  });

  it('is bounded: fifty of a lead wait, and no more', async () => {
    const { keep, kept } = await setUp();
    for (let count = 0; count < 50; count += 1) expect((await keep({ is: 'note', text: `${count}` })).status).toBe(201);

    expect((await keep(call)).status).toBe(409);

    expect(kept()).toHaveLength(50);
  });

  it('waits on where the company has no such outcome any more', async () => {
    const { keep, decide, kept } = await setUp();
    const { body } = await keep({ ...call, outcome: 'ofYesterday' });

    expect((await decide('apply', body.lateActId)).status).toBe(422);

    expect(kept()).toMatchObject([{ state: 'waiting' }]);
  });

  it('is found with the lead that is left after a merge', async () => {
    const { keep, decide, shown, waiting, world, leadId, leader, as } = await setUp();
    const { body } = await keep({ is: 'note', text: 'Đã gửi báo giá' });
    await world.takeIn(world.post({ fullName: 'Lê Minh', email: 'minh@example.com', province: 'TP.HCM' }));
    await world.assignAll();
    const otherLeadId = world.leads().find((lead) => lead.leadId !== leadId)?.leadId;
    const merged = await as('admin@example.com')('POST /v1/leads/{leadId}/merge', { path: { leadId }, body: { otherLeadId } });
    expect(merged.status).toBe(200);
    const survivor = world.leads().find(({ mergedInto }) => mergedInto === null)?.leadId;

    expect(await waiting(leader)).toMatchObject([{ leadId: survivor, lateActId: body.lateActId }]);
    expect((await decide('apply', body.lateActId)).status).toBe(200);
    expect((await shown(leader)).notes).toMatchObject([{ text: 'Đã gửi báo giá' }]);
  });
});

it('a history tells who had a lead by what gives and takes it, and by nothing else', () => {
  const repId = RepId.parse('rep-lan');
  const had = (type: string, data: object) => hadLead([{ type, data: { ...data } }], repId);

  expect(had('lead.assigned', { repId: 'rep-lan' })).toBe(true);
  expect(had('lead.assigned', { repId: 'rep-anh', fromRepId: 'rep-lan' })).toBe(true);
  expect(had('lead.unassigned', { repId: 'rep-lan' })).toBe(true);
  expect(had('lead.assigned', { repId: 'rep-anh' })).toBe(false);
  expect(had('lead.late_act_changed', { repId: 'rep-lan' })).toBe(false);
});
