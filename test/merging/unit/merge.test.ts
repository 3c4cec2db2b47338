import { beforeEach, describe, expect, it } from '@jest/globals';
import { leadSubject, VisitorId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { readAssignment } from '../../../shared/routing/index.ts';
import { readSeats } from '../../../shared/seats/index.ts';
import { readTasks } from '../../../shared/tasks/index.ts';
import { readIdentity, readLinks, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { asksAs } from '../../support/as-user.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { type Merging, mergingWorld } from '../../support/merging.ts';
import { openingOf, trackingOf, visitorId } from '../../support/tracking/device.ts';

const [home, work] = ['lan@example.com', 'lan.tran@example.com'] as const;

let merging: Merging;

/** One person under two addresses, whom two reps have. */
beforeEach(async () => {
  merging = mergingWorld();
  const { world } = merging;
  await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: home, phone: '0912345678', province: 'TP.HCM' }));
  await world.takeIn(world.post({ fullName: 'Trần Lan', email: work, phone: '0987654321', company: 'An Nhiên', province: 'TP.HCM' }));
  await world.assignAll();
});

const told = (type: string) => merging.world.timeline().filter((entry) => entry.type === type);

describe('two leads that somebody says are one person', () => {
  it('are one record, which the other one names, with the numbers and addresses of both', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];

    const { status, body } = await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });

    expect([status, body]).toEqual([
      200,
      { leadId: one.leadId, otherLeadId: other.leadId, version: one.version + 1, members: [other.leadId], preview: null },
    ]);
    const [left, part] = [merging.byId(one.leadId), merging.byId(other.leadId)];
    expect(left).toMatchObject({ fullName: 'Trần Thị Lan', email: home, emails: [work], company: 'An Nhiên', members: [other.leadId] });
    expect(left.extraPhones.map(({ e164 }) => e164)).toEqual(['+84987654321']);
    expect(part).toMatchObject({ mergedInto: one.leadId, owner: null, routing: { state: 'ended' } });
    expect([told('lead.merged')[0]?.data, told('lead.merged_into')[0]?.data]).toEqual([
      { otherLeadId: other.leadId, fields: ['company'], by: 'person' },
      { survivorId: one.leadId, repId: other.owner?.repId, by: 'person' },
    ]);
  });

  it('keep a place abroad that a colleague typed, and take the province of the other for one that nobody knows', async () => {
    const { world } = merging;
    const abroad = async (email: string, phone: string, province: string) => {
      await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email, phone, province }));
      return merging.record(email);
    };
    const [typed, mistyped] = [
      await abroad('lan@osaka.example', '0903111222', ''),
      await abroad('lan@qq.example', '0903111223', 'Xứ Nào Đó'),
    ];
    const edited = await asksAs(world, 'admin@example.com')('PATCH /v1/leads/{leadId}', {
      path: { leadId: typed.leadId },
      body: { province: 'Osaka' },
      ifMatch: `"${typed.version}"`,
    });
    const [one, other] = [merging.record(home), merging.record(work)];

    const merges = [
      await merging.ask('merge', typed.leadId, { otherLeadId: one.leadId }),
      await merging.ask('merge', mistyped.leadId, { otherLeadId: other.leadId }),
    ];

    expect([edited.status, ...merges.map(({ status }) => status)]).toEqual([200, 200, 200]);
    expect(merging.byId(typed.leadId).region).toMatchObject({ reason: 'unknown', raw: 'Osaka', provinceCode: null });
    expect(merging.byId(mistyped.leadId).region).toMatchObject({ reason: 'given', provinceCode: '79' });
    const undone = await merging.ask('merge/undo', typed.leadId, { otherLeadId: one.leadId });
    expect(undone.status).toBe(200);
    expect([typed, one].map(({ leadId }) => merging.byId(leadId).region.raw)).toEqual(['Osaka', one.region.raw]);
  });

  it('show every address to whoever sees contact details, each with what is found of it', async () => {
    const { world } = merging;
    const shared = 'ketoan@songthu.vn';
    await world.takeIn(world.post({ fullName: 'Trần Thị Lan', email: shared, phone: '0903111222', province: 'TP.HCM' }));
    const one = merging.record(home);
    await merging.ask('merge', one.leadId, { otherLeadId: merging.record(shared).leadId });
    const read = readRoutes(world);

    const seen = async (email: string) => Object((await read('/v1/leads/{leadId}', email, { path: { leadId: one.leadId } })).body);

    const [byAdmin, byMarketer] = [await seen('admin@example.com'), await seen('marketer@example.com')];
    expect(byAdmin).toMatchObject({ email: home, emails: [shared] });
    expect(byAdmin.findings).toContainEqual(expect.objectContaining({ code: 'emailRole', of: shared }));
    expect(byMarketer).toMatchObject({ email: null, emails: [] });
    expect(JSON.stringify(byMarketer)).not.toContain(shared);
  });

  it('are followed on no device of either any more where the person refuses it', async () => {
    const { world } = merging;
    const [one, other] = [merging.record(home), merging.record(work)];
    const at = world.parts.clock().toISOString();
    await trackingOf(openingOf(one.leadId, at), openingOf(other.leadId, at, VisitorId.parse('phone')))(world);
    await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });
    const linked = async () => (await Promise.all([one, other].map(({ leadId }) => readLinks(world.table, leadId)))).flat();
    expect(await linked()).toHaveLength(2);

    const { status } = await merging.ask('consent', one.leadId, { purpose: 'tracking', granted: false, how: 'phone', at });

    expect([status, await linked()]).toEqual([200, []]);
  });

  it('are taken off a device by the record that is left, whichever of the two it was known as, and no mail links it again', async () => {
    const { world } = merging;
    const [one, other] = [merging.record(home), merging.record(work)];
    const at = world.parts.clock().toISOString();
    const later = new Date(Date.parse(at) + 60_000).toISOString();
    await trackingOf(openingOf(other.leadId, at))(world);
    await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });
    const cause = { actor: { kind: 'user', id: 'u' }, correlationId: 'c', causationId: 'c' } as const;

    await unlinkVisitor(one.leadId, visitorId, cause, world.parts);
    await trackingOf(openingOf(one.leadId, later), openingOf(other.leadId, later))(world);

    expect((await Promise.all([one, other].map(({ leadId }) => readLinks(world.table, leadId)))).flat()).toEqual([]);
    expect((await readIdentity(world.table, visitorId)).undone).toHaveLength(2);
    expect(told('visitor.unlinked')).toMatchObject([{ leadId: one.leadId, actor: { id: 'u' } }]);
    await expect(unlinkVisitor(one.leadId, visitorId, cause, world.parts)).rejects.toThrow('no such link');
  });

  it('have one owner: the seat of the other goes, its first contact ends, and its credit goes back to its pool', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];

    await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });

    const { table } = merging.world;
    expect(merging.byId(one.leadId).owner).toEqual(one.owner);
    expect(await readSeats(table, other.leadId)).toEqual([]);
    expect((await readAssignment(table, other.leadId, leadSubject))?.state).toBe('ended');
    const open = (await readTasks(table, merging.byId(one.leadId))).filter(({ status }) => status === 'open');
    expect(open.map(({ ownerRepId, leadId }) => [ownerRepId, leadId])).toEqual([[one.owner?.repId, one.leadId]]);
    const bookings = merging.world.table.all().filter((item) => keys.isTimer(item) && JSON.stringify(item).includes('"book"'));
    expect(JSON.stringify(bookings)).toContain(`"repId":"${other.owner?.repId}","credit":-`);
  });

  it('are read with the histories of both', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];
    await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });

    const ask = readRoutes(merging.world);
    const { body } = await ask('/v1/leads/{leadId}/timeline', 'admin@example.com', { path: { leadId: other.leadId } });
    const types = (body as { items: { type: string }[] }).items.map(({ type }) => type);
    expect([
      types.filter((type) => type === 'lead.created').length,
      types.includes('lead.merged'),
      types.includes('lead.merged_into'),
    ]).toEqual([2, true, true]);
  });

  it('take in what comes later by either address', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];
    await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });

    await merging.world.takeIn(merging.world.post({ fullName: 'Trần Lan', email: work, title: 'Giám đốc' }));

    expect([merging.byId(one.leadId).title, merging.world.leads().length]).toEqual(['Giám đốc', 2]);
  });

  it('are answered alike when somebody says so again', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];
    const first = await merging.ask('merge', one.leadId, { otherLeadId: other.leadId });

    expect(await merging.ask('merge', one.leadId, { otherLeadId: other.leadId })).toEqual(first);
    expect(told('lead.merged')).toHaveLength(1);
  });
});

describe('two leads of which either is to be part of the other at the same time', () => {
  it('are one, in one direction, and nothing goes round in a circle', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];

    const answers = await Promise.all([
      merging.ask('merge', one.leadId, { otherLeadId: other.leadId }),
      merging.ask('merge', other.leadId, { otherLeadId: one.leadId }),
    ]);

    const [left, part] = [one, other].map(({ leadId }) => merging.byId(leadId)).sort((lead) => (lead.mergedInto === null ? -1 : 1));
    expect(answers.map(({ status, body }) => [status, body.leadId])).toEqual([
      [200, left?.leadId],
      [200, left?.leadId],
    ]);
    expect([left?.mergedInto, left?.members, part?.mergedInto, part?.members]).toEqual([null, [part?.leadId], left?.leadId, undefined]);
    expect(told('lead.merged')).toHaveLength(1);
  });
});

describe('a merge that is only previewed', () => {
  it('tells field by field whose value stays, and changes nothing', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];

    const { body } = await merging.ask('merge', one.leadId, { otherLeadId: other.leadId, preview: true });

    expect(body).toMatchObject({
      version: one.version,
      preview: {
        fields: expect.arrayContaining([
          { field: 'fullName', lead: 'Trần Thị Lan', other: 'Trần Lan', result: 'Trần Thị Lan', from: 'lead' },
          { field: 'company', lead: null, other: 'An Nhiên', result: 'An Nhiên', from: 'other' },
          { field: 'emails', lead: null, other: null, result: work, from: 'both' },
        ]),
        owner: { lead: one.owner?.repId, other: other.owner?.repId },
      },
    });
    expect(merging.byId(other.leadId)).toEqual(other);
  });
});

describe('a merge that cannot be', () => {
  it.each([
    { why: 'of a lead with itself', other: home, expected: 409 },
    { why: 'of one that nobody has', other: null, expected: 404 },
  ])('is refused: $why', async ({ other, expected }) => {
    const { leadId } = merging.record(home);
    const { status } = await merging.ask('merge', leadId, { otherLeadId: other ? merging.record(other).leadId : 'Lnobody' });

    expect(status).toBe(expected);
  });

  it('is refused to a rep who has only one of the two, and looks like a lead that is not there', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];
    expect(one.owner?.repId).not.toBe(other.owner?.repId);
    const { documents } = await merging.world.config.current((await import('../../../shared/access/user-config.ts')).userKind);
    const user = [...documents.values()].find((known) => known.role === 'rep' && known.repId === one.owner?.repId);

    const { status } = await merging.ask('merge', one.leadId, { otherLeadId: other.leadId }, user?.email);
    expect([status, merging.byId(other.leadId).mergedInto]).toEqual([404, null]);
  });

  it('is refused on another version than the person saw', async () => {
    const [one, other] = [merging.record(home), merging.record(work)];

    const { status } = await merging.ask('merge', one.leadId, { otherLeadId: other.leadId }, undefined, '"1"');
    expect(status).toBe(412);
  });
});
