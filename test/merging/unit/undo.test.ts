import { beforeEach, describe, expect, it } from '@jest/globals';
import { readCalls } from '../../../shared/call-log/index.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { tellParted } from '../../../shared/merging/tell-reps.ts';
import { leadSubject, SourceId, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { readProfile } from '../../../shared/profiles/index.ts';
import { readProposals } from '../../../shared/proposals/index.ts';
import { readAssignment } from '../../../shared/routing/index.ts';
import { repKind } from '../../../shared/routing/rep-config.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { passDeviceWork, readLinks } from '../../../shared/tracking/index.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';
import { openingOf, trackingOf } from '../../support/tracking/device.ts';

const [home, work, shop] = ['lan@example.com', 'lan.tran@example.com', 'hoa@example.com'] as const;

let merging: Merging;
let one: Lead;
let other: Lead;

/** Two people of one family name whom two reps have, taken for one. */
beforeEach(async () => {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0987654321', company: 'An Nhiên', province: 'TP.HCM' }));
  await world.assignAll();
  [one, other] = [merging.record(home), merging.record(work)];
  world.pass(60_000);
  await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });
  world.pass(60_000);
});

const undo = (of = one, part = other) => merging.ask('merge/undo', of.leadId, { otherLeadId: part.leadId });
/** What a record says, without what each change counts. */
const said = ({ version: _v, updatedAt: _u, owner, routing, moved: _m, emails = [], members = [], evidence, ...lead }: Lead) => ({
  ...lead,
  emails,
  members,
  repId: owner?.repId,
  poolId: routing?.poolId,
  evidence: { ...evidence, temperature: '', fit: '' },
});

const passTimers = () =>
  merging.world.table.all().filter((item) => keys.isTimer(item) && Object(item.message).kind === passDeviceWork.kind);
/** Has devices be of whom they are, as the timers of an undo ask, each twice. */
async function pass(): Promise<void> {
  const { parts } = merging.world;
  for (const { message } of [...passTimers(), ...passTimers()]) {
    const given = { ...parts, log: silentLog, queues: { score: parts.score } } as unknown as WorkParts;
    await passDeviceWork.run(passDeviceWork.schema.parse(Object(message).request), given);
  }
}

describe('a merge that is undone', () => {
  it('leaves both records as they were, with their owners, seats and a first contact each', async () => {
    const { status, body } = await undo();

    expect([status, body]).toMatchObject([200, { leadId: one.leadId, otherLeadId: other.leadId, posts: 0, repId: other.owner?.repId }]);
    expect([said(merging.byId(one.leadId)), said(merging.byId(other.leadId))]).toEqual([said(one), said(other)]);
    const { table } = merging.world;
    expect((await readSeats(table, other.leadId)).map(({ repId }) => repId)).toEqual([other.owner?.repId]);
    expect(await readAssignment(table, other.leadId, leadSubject)).toMatchObject({ state: 'owned', given: { how: 'undo' } });
    const open = (await readTasks(table, other.leadId)).filter(({ status: stands }) => stands === 'open');
    expect(open.map(({ ownerRepId, reason }) => [ownerRepId, reason])).toEqual([[other.owner?.repId, 'firstContact']]);
  });

  it.each([
    ['both', 'later', 'later', [true, true]],
    ['the one that is left', 'later', 'always', [undefined, undefined]],
    ['the other one', 'always', 'later', [undefined, undefined]],
  ] as const)('leaves nobody to marketing who asked since, where %s asked for nothing', async (_who, first, second, marks) => {
    merging = mergingWorld();
    const { world } = merging;
    const saying = (assign: 'always' | 'later') => world.config.change(formKind, 'contact', (form) => ({ ...form, assign }));
    saying(first);
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: '0912345678', province: 'TP.HCM' }));
    saying(second);
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0987654321', province: 'TP.HCM' }));
    [one, other] = [merging.record(home), merging.record(work)];
    world.pass(60_000);
    await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });
    world.pass(60_000);

    await undo();

    expect([one, other].map(({ leadId }) => merging.byId(leadId).evidence.assignLater)).toEqual(marks);
  });

  it('gives each later post to whom it identifies, with what it said and where it lies', async () => {
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, title: 'Giám đốc', company: 'An Nhiên Group' }));
    world.pass(60_000);
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, title: 'Kế toán' }));

    const { body } = await undo();

    expect(body).toMatchObject({ posts: 1 });
    expect([merging.byId(one.leadId), merging.byId(other.leadId)].map(({ title, company }) => [title, company])).toEqual([
      ['Kế toán', null],
      ['Giám đốc', 'An Nhiên Group'],
    ]);
    const postsUnder = (leadId: Lead['leadId']) =>
      world.table.all().filter(({ pk, sk }) => pk === keys.leadPk(leadId) && String(sk).startsWith(keys.leadPostPrefix)).length;
    expect([postsUnder(one.leadId), postsUnder(other.leadId)]).toEqual([2, 2]);
  });

  it('gives calls to a number that only one has to that one, with what they counted and what was asked for next', async () => {
    const { world } = merging;
    const log = (body: object) =>
      asksAs(world, 'admin@example.com')('POST /v1/leads/{leadId}/calls', { path: { leadId: one.leadId }, body });
    await log({ outcome: 'noAnswer' });
    world.pass(60_000);
    expect((await log({ outcome: 'interested', phone: '098 765 4321' })).status).toBe(200);
    world.pass(60_000);
    expect((await log({ outcome: 'noAnswer', phone: '+84 987 654 321' })).status).toBe(200);
    const stranger = await log({ outcome: 'noAnswer', phone: '0977777777' });

    const { body } = await undo();

    expect([stranger.status, JSON.stringify(stranger.body)]).toEqual([422, expect.stringContaining('one of the numbers of the lead')]);
    expect(body).toMatchObject({ posts: 0, calls: 2 });
    const [first, second] = [merging.byId(one.leadId), merging.byId(other.leadId)];
    const counted = [first, second].map(({ evidence: { attempts, reached } }) => [attempts, reached]);
    const calls = await Promise.all([first, second].map((lead) => readCalls(world.table, lead, { limit: 9, consistent: true })));
    expect(counted).toEqual([
      [1, 0],
      [2, 1],
    ]);
    expect(calls.map((some) => some.map(({ outcome }) => outcome))).toEqual([['noAnswer'], ['noAnswer', 'interested']]);
    const next = (await readTasks(world.table, second)).filter(({ name, status }) => status === 'open' && name.startsWith('call-'));
    expect(next).toMatchObject([{ ownerRepId: other.owner?.repId, afterOutcome: 'noAnswer' }]);
    expect(world.timeline().find(({ type, data }) => type === 'lead.merge_undone' && data.was === 'loser')?.data).toMatchObject({
      calls: 2,
    });
  });

  it('gives a device to whoever posted on it since, with the visits there', async () => {
    const { world } = merging;
    const visitorId = VisitorId.parse('6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9');
    const context = (sentAt: string) => ({
      pageUrl: null,
      referrer: null,
      utm: {},
      visitorId,
      locale: 'vi' as const,
      sessionStartedAt: sentAt,
      sentAt,
    });
    const consent = [{ purpose: 'tracking' as const, granted: true, textVersion: 't1' }];
    const posted = async (fields: Record<string, string>) => {
      const receivedAt = world.parts.clock().toISOString();
      await world.takeIn(world.post(fields, { receivedAt, consent, context: context(receivedAt) }));
      world.pass(60_000);
    };
    await posted({ fullName: 'Trần Lan', email: work });
    await posted({ fullName: 'Trần Lan', email: work, title: 'CEO' });
    const linked = await readLinks(world.table, one.leadId);

    const { body } = await undo();
    const timers = passTimers();
    await pass();

    expect([linked.length, body.posts, body.devices, timers.length]).toEqual([1, 2, 1, 1]);
    expect(await readLinks(world.table, one.leadId)).toEqual([]);
    expect(await readLinks(world.table, other.leadId)).toEqual([{ ...linked[0], leadId: other.leadId }]);
    const told = world.timeline().flatMap(({ type, leadId }) => (type.startsWith('visitor.') ? [`${type} ${leadId === one.leadId}`] : []));
    expect(told.sort()).toEqual(['visitor.linked false', 'visitor.linked true', 'visitor.unlinked true']);
  });

  it('gives a device to whoever’s mail it is known by alone, and leaves one of the other’s mail', async () => {
    const { world } = merging;
    const at = world.parts.clock().toISOString();
    const [phone, desk] = [VisitorId.parse('phone'), VisitorId.parse('desk')];
    await trackingOf(openingOf(other.leadId, at, phone), openingOf(one.leadId, at, desk))(world);
    world.pass(60_000);
    const devicesOf = async ({ leadId }: Lead) => (await readLinks(world.table, leadId)).map(({ visitorId }) => visitorId).sort();
    const merged = [await devicesOf(one), await devicesOf(other)];

    const { body } = await undo();
    await pass();

    expect([merged, body.devices]).toEqual([[[desk, phone], []], 1]);
    expect([await devicesOf(one), await devicesOf(other)]).toEqual([[desk], [phone]]);
    expect(await readLinks(world.table, other.leadId)).toMatchObject([{ weak: true }]);
    expect((await readLinks(world.table, other.leadId))[0]).not.toHaveProperty('mailOf');
    // The same mail again says nothing new, and leads to whom it was written.
    await trackingOf(openingOf(other.leadId, at, phone))(world);
    expect([await devicesOf(one), await devicesOf(other)]).toEqual([[desk], [phone]]);
  });

  it('gives an edit to the side whose value it replaced, also where many edits came behind it', async () => {
    const { world } = merging;
    const edit = async (company: string | null) => {
      const { version } = merging.byId(one.leadId);
      const { status } = await asksAs(world, 'admin@example.com')('PATCH /v1/leads/{leadId}', {
        path: { leadId: one.leadId },
        body: { company },
        ifMatch: `"${version}"`,
      });
      expect(status).toBe(200);
      world.pass(60_000);
    };
    // Of the other one, whose value stood; then a post of the first one fills what is empty.
    await edit('An Nhiên Group');
    await edit(null);
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, company: 'Minh Long' }));
    world.pass(60_000);
    for (let place = 1; place <= 12; place += 1) await edit(`Minh Long ${place}`);

    await undo();

    expect([merging.byId(one.leadId).company, merging.byId(other.leadId).company]).toEqual(['Minh Long 12', null]);
  });

  it('takes what a post of the other person proposed off the record that is left, and leaves what is new of it with them', async () => {
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0911222333' }));
    const open = async ({ leadId }: Lead) => (await readProposals(world.table, leadId)).open.map(({ field }) => field).sort();
    const before = [await open(one), await open(other)];
    world.pass(60_000);

    const { status } = await undo();

    expect([status, before]).toEqual([200, [['phone'], []]]);
    expect([await open(one), await open(other)]).toEqual([[], ['phone']]);
    expect([one, other].map(({ leadId }) => merging.byId(leadId).openProposals)).toEqual([false, true]);
  });

  it('leaves no post out, however many came since', async () => {
    const { world } = merging;
    for (let place = 0; place < 65; place += 1) {
      await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, title: `Giám đốc ${place}` }));
      world.pass(1_000);
    }

    const { body } = await undo();

    expect([body.posts, merging.byId(other.leadId).title]).toEqual([65, 'Giám đốc 64']);
    const postsUnder = (leadId: Lead['leadId']) =>
      world.table.all().filter(({ pk, sk }) => pk === keys.leadPk(leadId) && String(sk).startsWith(keys.leadPostPrefix)).length;
    expect([postsUnder(one.leadId), postsUnder(other.leadId)]).toEqual([1, 66]);
  });

  it('lets the next post by a number that came since find whose it is', async () => {
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0909090909' }));
    await undo();

    await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, title: 'Giám đốc' }));
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, title: 'Kế toán' }));
    expect([merging.byId(one.leadId).title, merging.byId(other.leadId).title, world.leads().length]).toEqual(['Kế toán', 'Giám đốc', 2]);
  });

  it('gives each the answers to surveys back that they gave since, which one profile showed', async () => {
    const { world } = merging;
    const survey = { channel: 'form', sourceId: SourceId.parse('khao-sat') } as const;
    await world.takeIn(world.post({ email: home, need: 'Quản lý kho', score: '9' }, survey));
    world.pass(60_000);
    await world.takeIn(world.post({ email: work, need: 'Kế toán', score: '3' }, survey));
    world.pass(60_000);
    const told = async (lead: Lead | Lead['leadId']) => {
      const { values } = await readProfile(world.table, typeof lead === 'string' ? lead : merging.byId(lead.leadId));
      return [values.satisfaction?.[0]?.value, values.needs?.map(({ value }) => value).sort()];
    };
    const shown = await told(one);

    await undo();

    expect(shown).toEqual(['3', ['Kế toán', 'Quản lý kho']]);
    expect([await told(one), await told(other)]).toEqual([
      ['9', ['Quản lý kho']],
      ['3', ['Kế toán']],
    ]);
  });

  it('asks the pool where the rep is there no more', async () => {
    merging.world.config.change(repKind, other.owner?.repId ?? '', (rep) => ({ ...rep, active: false }));

    const { body } = await undo();
    await merging.world.assignAll();

    expect(body.repId).toBeNull();
    const { owner } = merging.byId(other.leadId);
    expect([owner === null, owner?.repId === other.owner?.repId]).toEqual([false, false]);
  });

  it('is told to both reps, each about their own, and to nobody where one rep has both', async () => {
    const told = () =>
      merging.world.table
        .all()
        .filter((item) => keys.isTimer(item) && Object(item.message).kind === 'partedNotice')
        .map(({ message }) => [Object(message).leadId, Object(message).repId]);

    await undo();
    await undo();

    const reps = [one, other].map(({ leadId, owner }) => [leadId, owner?.repId]);
    expect(told().sort()).toEqual(reps.sort());
    expect(
      tellParted({
        leadId: one.leadId,
        ownerRepId: one.owner?.repId ?? null,
        otherLeadId: other.leadId,
        otherRepId: one.owner?.repId ?? null,
        at: new Date(0),
      }),
    ).toEqual([]);
  });

  it('is answered alike when it is undone again, and refused where there was none', async () => {
    await undo();
    const before = merging.world.timeline().length;

    const { status } = await undo();
    const { status: never } = await undo(one, one);
    expect([status, never, merging.world.timeline().length]).toEqual([200, 409, before]);
  });

  it('may be merged again, and undone again', async () => {
    await undo();
    merging.world.pass(60_000);
    const { status } = await merging.ask('merge', other.leadId, { otherLeadId: one.leadId });
    merging.world.pass(60_000);
    const { status: again } = await undo(other, one);

    expect([status, again]).toEqual([200, 200]);
    expect([said(merging.byId(one.leadId)), said(merging.byId(other.leadId))]).toEqual([said(one), said(other)]);
  });
});

describe('a merge within a merge', () => {
  /** A third lead into which the two became. */
  const third = async (): Promise<Lead> => {
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Lê Hoa', email: shop, province: 'TP.HCM' }));
    await world.assignAll();
    world.pass(60_000);
    const lead = merging.record(shop);
    await merging.ask('merge', lead.leadId, { otherLeadId: one.leadId });
    world.pass(60_000);
    return lead;
  };

  it('is undone at either edge, in any order', async () => {
    const hoa = await third();
    expect(merging.byId(hoa.leadId).members).toEqual([one.leadId, other.leadId]);

    await undo(hoa, other);
    merging.world.pass(60_000);
    expect([merging.byId(hoa.leadId).members, merging.byId(one.leadId).members ?? []]).toEqual([[one.leadId], []]);
    expect(said(merging.byId(other.leadId))).toEqual(said(other));

    await undo(hoa, one);
    expect([said(merging.byId(hoa.leadId)), said(merging.byId(one.leadId))]).toEqual([said(hoa), said(one)]);
  });

  it('takes along what was proposed while its person was of the record between, which has nothing to decide then', async () => {
    const { world } = merging;
    await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0911222333' }));
    world.pass(60_000);
    const hoa = await third();
    const open = async ({ leadId }: Lead) => (await readProposals(world.table, leadId)).open.map(({ field }) => field);
    const before = [await open(one), await open(other)];

    await undo(hoa, other);

    expect([before, await open(one), await open(other)]).toEqual([[['phone'], []], [], ['phone']]);
    expect([hoa, one, other].map(({ leadId }) => merging.byId(leadId).openProposals)).toEqual([false, false, true]);
  });

  it('stays whole where the outer edge is undone', async () => {
    const hoa = await third();

    await undo(hoa, one);
    merging.world.pass(60_000);
    expect([merging.byId(one.leadId).members, merging.byId(other.leadId).mergedInto]).toEqual([[other.leadId], one.leadId]);
    await undo(one, other);
    expect([said(merging.byId(one.leadId)), said(merging.byId(other.leadId))]).toEqual([said(one), said(other)]);
  });
});
