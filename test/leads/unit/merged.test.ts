import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { createHandler as createChanger } from '../../../functions/change-leads/app.ts';
import { type Lead, readLead, readLeadItself, readLeads, readUnmergedLeads } from '../../../shared/leads/index.ts';
import { CorruptItemError } from '../../../shared/platform/errors.ts';
import { type LeadId, leadSubject, PoolId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { assignLeads } from '../../../shared/routing/index.ts';
import { readScore, scoreLead } from '../../../shared/scoring/index.ts';
import { readIdentity, readLinks } from '../../../shared/tracking/index.ts';
import { mergeInto } from '../../support/lead-world/merge.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { openingOf, trackingOf, visitorId } from '../../support/tracking/device.ts';

let world: World;
let old: Lead;
let survivor: Lead;

/** Two leads of one person, of whom the older was merged into the newer. */
beforeEach(async () => {
  world = createWorld();
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'old@example.com' }));
  await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'new@example.com', company: 'Hường Phát' }));
  [old, survivor] = ['old@example.com', 'new@example.com'].map((email) => {
    const lead = world.leads().find((one) => one.email === email);
    if (!lead) throw new Error('no lead');
    return lead;
  }) as [Lead, Lead];
  await mergeInto(world.table, old.leadId, survivor.leadId);
});

const now = (): Lead => {
  const lead = world.leads().find(({ leadId }) => leadId === survivor.leadId);
  if (!lead) throw new Error('no lead');
  return lead;
};
const entriesOf = (leadId: LeadId, type: string) => world.timeline().filter((entry) => entry.leadId === leadId && entry.type === type);

describe('reading by the id of a lead that was merged', () => {
  it('finds the survivor, over several merges, and the record itself only where it is asked for', async () => {
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'third@example.com' }));
    const third = world.leads().find(({ email }) => email === 'third@example.com');
    if (!third) throw new Error('no lead');
    await mergeInto(world.table, third.leadId, old.leadId);
    const ids = [third.leadId, old.leadId, survivor.leadId];

    expect([await readLead(world.table, third.leadId), await readLead(world.table, old.leadId)]).toEqual([survivor, survivor]);
    expect([...(await readLeads(world.table, ids))]).toEqual(ids.map((leadId) => [leadId, survivor]));
    expect((await readLeadItself(world.table, old.leadId))?.leadId).toBe(old.leadId);
    expect([...(await readUnmergedLeads(world.table, ids)).keys()]).toEqual([survivor.leadId]);
  });

  it('finds nothing when the survivor is gone', async () => {
    await mergeInto(world.table, old.leadId, 'Lgone');

    expect([await readLead(world.table, old.leadId), await readLeads(world.table, [old.leadId])]).toEqual([undefined, new Map()]);
  });

  it('refuses merges that go round in a circle, and lets the others through', async () => {
    await world.takeIn(world.post({ fullName: 'Trần Văn Nam', email: 'nam@example.com' }));
    const nam = world.leads().find(({ email }) => email === 'nam@example.com');
    if (!nam) throw new Error('no lead');
    await mergeInto(world.table, survivor.leadId, old.leadId);
    const malformed: string[] = [];

    const leads = await readLeads(world.table, [old.leadId, nam.leadId], { onMalformed: (_error, key) => void malformed.push(key) });

    expect([[...leads.keys()], malformed]).toEqual([[nam.leadId], [`LEAD#${old.leadId}`]]);
    await expect(readLead(world.table, old.leadId)).rejects.toThrow(CorruptItemError);
    await expect(readLeads(world.table, [old.leadId])).rejects.toThrow(CorruptItemError);
  });
});

describe('what comes late by the id of a lead that was merged', () => {
  it('is assigned to one owner together with what comes by the id of the survivor', async () => {
    const poolId = PoolId.parse(survivor.routing?.poolId);
    const cause = { cause: 'post', causationId: 'form/contact/late', correlationId: 'form/contact/late' } as const;
    const message = { v: 1, kind: 'assign', subject: leadSubject, poolId, ...cause } as const;

    await assignLeads(
      poolId,
      [
        { ...message, leadId: old.leadId },
        { ...message, leadId: survivor.leadId },
      ],
      world.parts,
    );

    expect(now().owner).not.toBeNull();
    expect([entriesOf(survivor.leadId, 'lead.assigned').length, entriesOf(old.leadId, 'lead.assigned')]).toEqual([1, []]);
    expect(world.sent.notice.map(({ body }) => (body as { leadId: string }).leadId)).toEqual([survivor.leadId]);
    expect((await readLeadItself(world.table, old.leadId))?.owner).toBeNull();
  });

  it('counts for the score of the survivor: a post, and the timer that looks whether it has cooled', async () => {
    const ref = world.post({ fullName: 'Nguyễn Thị Hường', email: 'old@example.com', message: 'Cho tôi xin báo giá' });
    const before = await readScore(world.table, survivor.leadId);

    await scoreLead(old.leadId, [{ v: 1, kind: 'submission', leadId: old.leadId, ...ref }], world.parts);
    const counted = await readScore(world.table, survivor.leadId);
    const parts = { ...world.parts, clock: () => new Date('2027-06-01T00:00:00.000Z') };
    await scoreLead(old.leadId, [{ v: 1, kind: 'cool', leadId: old.leadId }], parts);

    expect([before?.version, counted?.version, (await readScore(world.table, old.leadId))?.version]).toEqual([1, 2, 1]);
    expect(Object.keys(counted?.interest.open ?? {})).toContain('asked-for-quote');
    expect([now().evidence.temperature, entriesOf(survivor.leadId, 'lead.temperature_changed').length]).toEqual(['cold', 1]);
  });

  it('is the survivor’s post when it comes from the address of either', async () => {
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'old@example.com', title: 'Giám đốc' }));

    expect([now().title, now().email, world.leads().length]).toEqual(['Giám đốc', 'new@example.com', 2]);
    expect([entriesOf(survivor.leadId, 'submission.linked').length, entriesOf(old.leadId, 'submission.linked')]).toEqual([1, []]);
  });

  it('gives the device on which a mail to the merged lead was opened to the survivor', async () => {
    await trackingOf(openingOf(old.leadId, '2026-11-20T08:00:00.000Z'))(world);

    const { identifications } = await readIdentity(world.table, visitorId);
    expect(identifications.map(({ leadId }) => leadId)).toEqual([survivor.leadId]);
    expect([(await readLinks(world.table, survivor.leadId)).length, await readLinks(world.table, old.leadId)]).toEqual([1, []]);
    expect(entriesOf(survivor.leadId, 'visitor.linked')).toHaveLength(1);
  });
});

describe('users who ask by the id of a lead that was merged', () => {
  const admin = 'admin@example.com';

  it('are answered with the survivor, which a list shows once', async () => {
    const ask = readRoutes(world);
    const path = { leadId: old.leadId };
    const leadIdIn = ({ body }: { body: unknown }) => (body as { leadId?: string }).leadId;
    const listed = async (query?: Record<string, string>) => {
      const { body } = await ask('/v1/leads', admin, query ? { query } : {});
      return (body as { items: { leadId: string }[] }).items.map(({ leadId }) => leadId);
    };

    expect(leadIdIn(await ask('/v1/leads/{leadId}', admin, { path }))).toBe(survivor.leadId);
    const timeline = (await ask('/v1/leads/{leadId}/timeline', admin, { path })).body;
    expect(timeline).toEqual((await ask('/v1/leads/{leadId}/timeline', admin, { path: { leadId: survivor.leadId } })).body);
    expect([await listed(), await listed({ email: 'old@example.com' }), await listed({ email: 'new@example.com' })]).toEqual([
      [survivor.leadId],
      [survivor.leadId],
      [survivor.leadId],
    ]);
  });

  it('take off a device that was linked before the merge', async () => {
    world = createWorld();
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'old@example.com' }));
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', email: 'new@example.com' }));
    const [first, second] = world.leads();
    if (!first || !second) throw new Error('no leads');
    await trackingOf(openingOf(first.leadId, '2026-11-20T08:00:00.000Z'))(world);
    await mergeInto(world.table, first.leadId, second.leadId);
    const handler = createChanger({ ...world.parts, score: world.parts.score }, silentLog);
    const unlink = (leadId: LeadId) =>
      handler(
        {
          routeKey: 'DELETE /v1/leads/{leadId}/visitors/{visitorId}',
          pathParameters: { leadId, visitorId },
          headers: {},
          requestContext: {
            requestId: 'request-1',
            authorizer: { jwt: { claims: { token_use: 'id', email: admin, email_verified: 'true' } } },
          },
        },
        {} as Context,
      );

    expect((await unlink(first.leadId)).statusCode).toBe(204);

    expect([await readLinks(world.table, first.leadId), entriesOf(second.leadId, 'visitor.unlinked').length]).toEqual([[], 1]);
  });
});
