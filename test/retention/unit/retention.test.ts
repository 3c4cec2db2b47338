import { describe, expect, it } from '@jest/globals';
import { putBadRow, putOutcome } from '../../../shared/capture/store.ts';
import { activityAt, cardItem } from '../../../shared/cards/index.ts';
import { companyKind } from '../../../shared/company/company-config.ts';
import { erasers } from '../../../shared/erasing-registry/index.ts';
import { type Lead, noEvidence } from '../../../shared/leads/index.ts';
import { daysMs, epochSeconds } from '../../../shared/platform/clock.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { indexKeys, keys } from '../../../shared/platform/keys.ts';
import { expirePostsWork, postsPerSlice } from '../../../shared/retention/expire-posts-work.ts';
import { createRetentionCheck, purgeVisits } from '../../../shared/retention/index.ts';
import { eraseOutdatedWork, outdatedPerSlice } from '../../../shared/retention/retention-work.ts';
import { monthsBefore } from '../../../shared/retention/rules-outdated.ts';
import { totalsOf } from '../../../shared/tracking/index.ts';
import { doWork } from '../../../shared/work/index.ts';
import { erasingOf } from '../../support/erasing.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import { unheardQueue } from '../../support/queues.ts';

const night = '2026-11-22T20:00:00.000Z';
const old = '2023-11-22T03:00:00.000Z';
const young = '2023-12-22T03:00:00.000Z';
const ancient = '2016-11-22T03:00:00.000Z';

const badRow = {
  formId: 'contact',
  code: 'invalid',
  contentType: 'application/json',
  sizeBytes: 2,
  sha256: 'x',
  body: new Uint8Array([123, 125]),
  faultPaths: [],
  addressHash: 'x',
};

type Aged = Partial<Lead> & { readonly active?: string };

function aged(leads: readonly Aged[], retention: object | undefined = { leadsAfterMonths: 36, customersAfterMonths: 120 }) {
  const world = createWorld();
  world.config.change(companyKind, 'company', ({ retention: _before, ...company }) => ({
    ...company,
    ...(retention ? { retention } : {}),
  }));
  for (const [number, { active = old, ...changes }] of leads.entries()) {
    const leadId = LeadId.parse(`L${String(number).padStart(5, '0')}`);
    const lead = sampleLead({ leadId, createdAt: ancient, updatedAt: old, email: `person${number}@example.com`, ...changes });
    world.table.seed({ ...keys.lead(leadId), ...lead }, cardItem(lead, activityAt(active)));
  }
  const queues = { assign: unheardQueue, notice: unheardQueue, mail: unheardQueue, score: unheardQueue, work: world.parts.work };
  const run = (request: object, kind: string = eraseOutdatedWork.kind) =>
    doWork({ v: 1, kind, request } as never, [eraseOutdatedWork, expirePostsWork], { ...world.parts, queues });
  /** A night to its end, with all that it begins. */
  const live = async () => {
    await run({ night, after: null });
    const isNight = ({ groupId }: { readonly groupId?: string }) => groupId === 'eraseOutdated' || groupId === 'expirePosts';
    for (let next = world.sent.work.findIndex(isNight); next >= 0; next = world.sent.work.findIndex(isNight)) {
      const [message] = world.sent.work.splice(next, 1);
      await run(Object(message?.body).request, message?.groupId);
    }
    await erasingOf(world).runAll();
  };
  const check = () => {
    const counting = createRetentionCheck(
      erasers,
      { leadsAfterMonths: 36, customersAfterMonths: 120 },
      new Date('2026-11-26T20:00:00.000Z'),
    );
    for (const item of world.table.all()) counting.add(item);
    return [...counting.counts().values()].reduce((sum, { older }) => sum + older, 0);
  };
  return { world, live, check };
}

describe('a night in which people go whom the company keeps no longer', () => {
  it.each<[string, Aged, number]>([
    ['erases who did nothing for as long as it says', {}, 0],
    ['leaves who did something since', { active: young }, 1],
    ['leaves whom somebody worked with since', { updatedAt: young }, 1],
    ['leaves a customer longer', { stage: 'customer' }, 1],
    ['erases a customer as well, after their time', { stage: 'repeat', updatedAt: ancient, active: ancient }, 0],
    ['leaves a sale that is open', { evidence: { ...noEvidence, opportunities: { open: 1, accepted: 0, won: 0 } } }, 1],
    ['erases who is retired', { status: 'retired' }, 0],
  ])('%s', async (_name, changes, left) => {
    const { world, live } = aged([changes]);

    await live();

    expect(world.leads()).toHaveLength(left);
    expect(world.itemsOf('ERASURE#')).toHaveLength(1 - left);
    if (left === 0) expect(world.itemsOf('ERASURE#')[0]).toMatchObject({ phase: 'done', reason: 'purposeOver', by: 'retention' });
  });

  it('goes on slice by slice, leaves nothing older than its period, and sets the next night', async () => {
    const { world, live, check } = aged(
      Array.from({ length: outdatedPerSlice * 2 + 10 }, (_, number) =>
        number % 3 === 0 ? { active: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' } : {},
      ),
    );
    expect(check()).toBe(140);

    await live();

    expect(check()).toBe(0);
    expect(world.leads()).toHaveLength(70);
    expect(world.itemsOf('DUE#').filter(({ groupId }) => groupId === 'eraseOutdated')).toHaveLength(1);
  });

  it('takes posts away that were set aside or refused for longer than it says, whenever they came, and no others', async () => {
    const { world, live } = aged([], { heldPostsAfterDays: 14, refusedPostsAfterDays: 3 });
    const days = (count: number) => new Date(Date.parse(night) - count * daysMs).toISOString();
    const spam = { fullName: 'https://spam.example', phone: '0912345678' };
    const [past, kept, going] = [20, 10, 20].map((count) => world.post({ ...spam, message: `${count}` }, { receivedAt: days(count) }));
    for (const [post, count] of [
      [past, 20],
      [kept, 10],
      [going, 20],
    ] as const) {
      if (!post) throw new Error('no post');
      const outcome = { kind: 'quarantine' as const, ...post, at: days(count), reasons: ['linkInName' as const], version: 1 };
      const released = { kind: 'released', by: 'admin', at: night, formVersion: 1 } as const;
      await world.table.transact(putOutcome(post === going ? { ...outcome, decision: released } : outcome));
    }
    for (const count of [4, 2]) await putBadRow(world.table, { ...badRow, badRowId: `B${count}`, receivedAt: days(count) });

    await live();

    const left = (prefix: string) => [...new Set(world.itemsOf(prefix).map(({ pk }) => String(pk)))].toSorted();
    expect(left('BADROW#')).toEqual(['BADROW#B2']);
    expect(left('SUBMISSION#')).toEqual([kept, going].map((post) => post && keys.submissionPk(post)).toSorted());
  });

  it('goes on behind posts that stay, however many those are', async () => {
    const { world, live } = aged([], { heldPostsAfterDays: 14 });
    const released = { kind: 'released', by: 'admin', at: night, formVersion: 1 } as const;
    const hold = async (number: number, count: number, decision?: typeof released) => {
      const at = new Date(Date.parse(night) - count * daysMs).toISOString();
      const post = world.post({ fullName: 'An', phone: '0912345678', message: `${number}` }, { receivedAt: at });
      const outcome = { kind: 'quarantine' as const, ...post, at, reasons: ['linkInName' as const], version: 1 };
      await world.table.transact(putOutcome(decision ? { ...outcome, decision } : outcome));
    };
    const shards = indexKeys.quarantinePartitions.length;
    for (let number = 0; number < shards * (postsPerSlice + 20); number += 1) await hold(number, 20, released);
    for (let number = 0; number < shards; number += 1) await hold(-1 - number, 15);

    await live();

    expect(world.itemsOf('SUBMISSION#').filter(({ sk }) => sk === 'OUTCOME')).toHaveLength(shards * (postsPerSlice + 20));
  });

  it('goes on from slice to slice, and touches no post where the company says nothing of them', async () => {
    for (const [retention, left] of [
      [{ refusedPostsAfterDays: 3 }, 0],
      [{ leadsAfterMonths: 36 }, postsPerSlice + 10],
    ] as const) {
      const { world, live } = aged([], retention);
      const receivedAt = new Date(Date.parse(night) - 20 * daysMs).toISOString();
      for (let number = 0; number < postsPerSlice + 10; number += 1)
        await putBadRow(world.table, { ...badRow, badRowId: `B${number}`, receivedAt });

      await live();

      expect(world.itemsOf('BADROW#')).toHaveLength(left);
    }
  });

  it('counts what is older than days that the company has cut short', () => {
    const at = (days: number) => new Date(Date.parse(night) - days * daysMs).toISOString();
    const counting = createRetentionCheck(
      erasers,
      { visitsAfterDays: 30, heldPostsAfterDays: 14, refusedPostsAfterDays: 3 },
      new Date(night),
    );
    for (const days of [20, 40]) counting.add({ pk: 'VISITOR#v', sk: `EVENTS#${at(days)}#1` });
    for (const days of [10, 20]) counting.add({ pk: `SUBMISSION#form#contact#${days}`, sk: 'OUTCOME', kind: 'quarantine', at: at(days) });
    counting.add({ pk: 'SUBMISSION#form#contact#L', sk: 'OUTCOME', kind: 'lead', at: at(300) });
    for (const days of [2, 9]) counting.add({ pk: `BADROW#${days}`, sk: 'RAW', receivedAt: at(days) });

    expect([...counting.counts().values()].reduce((sum, { older }) => sum + older, 0)).toBe(3);
  });

  it('brings the ends of visits forward that came before the company kept them for less', async () => {
    const { world } = aged([]);
    const now = new Date(night);
    const visit = (visitorId: string, days: number, isLinked = false) => {
      const at = new Date(now.getTime() - days * daysMs).toISOString();
      const expiresAt = epochSeconds(now) + (90 - days) * 86_400;
      const pk = `VISITOR#${visitorId}`;
      const totals = totalsOf([{ id: 'e1', type: 'page_view', at, url: 'https://www.example.vn/' }]);
      const session = { pk, sk: `SESSION#${at}#${'5'.repeat(32)}`, totals, version: 1, ...(isLinked ? {} : { expiresAt }) };
      world.table.seed(session, { pk, sk: `EVENTS#${at}#1`, sessionId: '5'.repeat(32), events: new Uint8Array([1]), expiresAt });
    };
    visit('old', 40);
    visit('young', 10);
    visit('linked', 40, true);

    const purged = await purgeVisits(world.table, 30, now);
    const again = await purgeVisits(world.table, 30, now);

    const inTwentyDays = epochSeconds(now) + 20 * 86_400;
    const left = world.itemsOf('VISITOR#').map(({ pk, sk, expiresAt }) => [String(pk), String(sk).split('#')[0], expiresAt]);
    expect({ purged, again }).toEqual({ purged: { gone: 3, sooner: 2 }, again: { gone: 0, sooner: 0 } });
    expect(left.toSorted()).toEqual([
      ['VISITOR#linked', 'SESSION', undefined],
      ['VISITOR#young', 'EVENTS', inTwentyDays],
      ['VISITOR#young', 'SESSION', inTwentyDays],
    ]);
  });

  it('takes no visit away that a lead has got since it was read', async () => {
    const { world } = aged([]);
    const at = new Date(Date.parse(night) - 40 * daysMs).toISOString();
    const totals = totalsOf([{ id: 'e1', type: 'page_view', at, url: 'https://www.example.vn/' }]);
    const session = { pk: 'VISITOR#v', sk: `SESSION#${at}#${'5'.repeat(32)}`, totals, version: 1 };
    world.table.seed({ ...session, version: 2 });
    async function* asRead() {
      yield { ...session, expiresAt: epochSeconds(new Date(night)) + 86_400 };
    }

    const purged = await purgeVisits({ transact: world.table.transact, scan: asRead }, 30, new Date(night));

    expect(purged).toEqual({ gone: 0, sooner: 0 });
    expect(world.itemsOf('VISITOR#')).toHaveLength(1);
  });

  it('keeps everybody where the company says nothing', async () => {
    const { world, live } = aged([{ active: ancient, updatedAt: ancient }], undefined);
    world.config.change(companyKind, 'company', ({ retention: _before, ...company }) => company);

    await live();

    expect(world.leads()).toHaveLength(1);
  });
});

it.each([
  ['2026-03-31T12:00:00.000Z', 1, '2026-02-28T12:00:00.000Z'],
  ['2026-11-22T20:00:00.000Z', 36, '2023-11-22T20:00:00.000Z'],
  ['2028-02-29T00:00:00.000Z', 12, '2027-02-28T00:00:00.000Z'],
])('counts months by the calendar: %s, %i months before, is %s', (at, months, before) => {
  expect(monthsBefore(new Date(at), months).toISOString()).toBe(before);
});
