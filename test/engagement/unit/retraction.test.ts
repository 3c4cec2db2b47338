import { beforeEach, describe, expect, it } from '@jest/globals';
import { reclassify, type SeenEngagement } from '../../../shared/engagement/index.ts';
import { readEngagements } from '../../../shared/engagement/store.ts';
import { lifecycleKind } from '../../../shared/lifecycle/lifecycle-config.ts';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { recounts, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { type MailedLead, mailedLead, moment, seenClick } from '../../support/engagement.ts';
import { beaconsOf, trackingOf, visitorId } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';

const hour = 3_600;
const manager = { kind: 'user' as const, id: 'admin@example.com' };
const filter = { kind: 'system' as const, id: 'address-list' };
let lead: MailedLead;

beforeEach(async () => {
  lead = await mailedLead();
  // Two clicks are worth a conversation here.
  lead.world.config.change(scoringKind, 'scoring', (before) => ({
    ...before,
    interest: before.interest.map((rule) => (rule.id === 'clicked-in-a-mail' ? { ...rule, points: 20 } : rule)),
  }));
  await lead.world.scoreAll(true);
});

const temperature = () => lead.world.leads()[0]?.evidence.temperature;
const entries = (type: string): Record<string, unknown>[] =>
  lead.world.timeline().flatMap((entry) => (entry.type === type ? [{ ...entry.data, by: entry.actor.id }] : []));
const idsOf = async () =>
  (await readEngagements(lead.world.table, lead.leadId)).flatMap(({ engagements }) => engagements.map(({ id }) => id));
const say = async (ids: readonly string[], grade: Parameters<typeof reclassify>[2], by: Parameters<typeof reclassify>[3]) => {
  await reclassify(lead.mail, ids, grade, by, lead.parts);
  await lead.world.scoreAll(true);
};
const tell = async (...seen: readonly SeenEngagement[]) => {
  await lead.record(...seen);
  await lead.world.scoreAll(true);
};
const clicks = [seenClick('a', moment(hour)), seenClick('b', moment(hour + 40), { link: '2' })];
const hidden = seenClick('t', moment(hour + 20), { link: 'hidden', address: '198.51.100.9' });

describe('clicks that were taken for a person’s', () => {
  it('warm a lead until the hidden link tells better: then the score is what it would be without them', async () => {
    const without = await lead.interest();
    await tell(...clicks);
    const warm = { interest: await lead.interest(), temperature: temperature() };

    await tell(hidden);

    expect(warm.interest).toBeGreaterThan(without + 20);
    expect([warm.temperature, temperature()]).toEqual(['warm', 'cold']);
    expect(await lead.interest()).toBe(without);
    expect(entries('engagement.regraded')).toEqual([
      {
        mailId: 'newsletter-1',
        engagementIds: (await idsOf()).slice(1),
        from: 'human',
        to: 'machine',
        reason: 'nearScan',
        by: 'grade-engagements',
      },
    ]);
    expect(entries('lead.temperature_changed').map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['cold', 'warm', 'interest'],
      ['warm', 'cold', 'recounted'],
    ]);
  });

  it('take the stage along that they had brought the lead to', async () => {
    lead.world.config.change(lifecycleKind, 'lifecycle', (rules) => ({
      ...rules,
      stages: { ...rules.stages, mql: [{ temperature: 'warm' as const }] },
    }));
    await tell(...clicks);
    const stage = lead.world.leads()[0]?.stage;

    await tell(hidden);

    expect([stage, lead.world.leads()[0]?.stage]).toEqual(['mql', 'lead']);
    expect(entries('lead.stage_changed').at(-1)).toMatchObject({
      from: 'mql',
      to: 'lead',
      reason: 'retraction',
      takenBack: ['temperature'],
    });
  });

  it('never count when the hidden link comes first', async () => {
    const without = await lead.interest();

    await tell(hidden);
    await tell(...clicks);

    expect([await lead.interest(), temperature()]).toEqual([without, 'cold']);
    expect(entries('engagement.regraded')).toEqual([]);
  });

  it('leave what other mails and later days brought', async () => {
    const later = [seenClick('c', moment(30 * hour)), seenClick('d', moment(31 * hour), { link: '2' })];
    await tell(...later);
    const only = await lead.interest();
    await tell(...clicks);

    await tell(hidden);

    expect(await lead.interest()).toBeCloseTo(only, 9);
    expect(temperature()).toBe('warm');
  });

  it('are taken back by a person’s word, which stands against later evidence until it is taken back itself', async () => {
    const without = await lead.interest();
    await tell(...clicks);
    const counted = await lead.interest();
    const ids = await idsOf();

    await say(ids, 'machine', manager);
    expect([await lead.interest(), temperature()]).toEqual([without, 'cold']);

    await say(ids, 'human', filter);
    await tell(seenClick('c', moment(hour + 400), { link: '3', userAgent: 'curl/8' }));
    expect(await lead.interest()).toBe(without);

    await say(ids, null, manager);
    expect(await lead.interest()).toBeCloseTo(counted, 9);
    expect(entries('engagement.regraded').map(({ from, to, reason, by }) => [from, to, reason, by])).toEqual([
      ['human', 'machine', 'verdict', manager.id],
      ['machine', 'human', 'plain', manager.id],
    ]);
  });

  it('stay a person’s when a person says so', async () => {
    await tell(...clicks);
    const counted = await lead.interest();
    await say(await idsOf(), 'human', manager);

    await tell(hidden);

    expect(await lead.interest()).toBe(counted);
    expect(temperature()).toBe('warm');
  });

  it('cannot be graded where there are none', async () => {
    await tell(...clicks);

    await expect(say(['unknown'], 'machine', manager)).rejects.toThrow(NotFoundError);
  });
});

describe('a click that is held', () => {
  const quick = seenClick('q', moment(25));
  const [person] = people;
  const views = (seconds: number) => {
    const sessionStartedAt = moment(seconds).toISOString();
    const act = { at: sessionStartedAt, person, sessionId: `visit-${seconds}`, sessionStartedAt, isPost: false };
    return trackingOf(...beaconsOf([act, { ...act, at: moment(seconds + 30).toISOString() }], 5, 'page_view'));
  };
  const track = async (seconds: number) => {
    await views(seconds)(lead.world);
    await lead.world.scoreAll(true);
  };

  it('is seen and not scored', async () => {
    const without = await lead.interest();

    await tell(quick);

    expect(await lead.grades()).toEqual(['click unsure early']);
    expect(await lead.interest()).toBe(without);
  });

  it.each<[string, () => Promise<void>]>([
    [
      'after it',
      async () => {
        await tell(quick);
        await track(60);
      },
    ],
    [
      'and is told of after that',
      async () => {
        await track(60);
        await tell(quick);
      },
    ],
  ])('counts when a visit of the same person begins %s', async (_case, act) => {
    await act();

    expect(await lead.grades()).toEqual(['click human visit']);
    const proved = await lead.interest();
    lead.world.sent.score.push(...recounts(lead.leadId, visitorId));
    await lead.world.scoreAll(true);
    expect(await lead.interest()).toBeCloseTo(proved, 9);
    expect(entries('engagement.regraded')).toEqual([
      { mailId: 'newsletter-1', engagementIds: await idsOf(), from: 'unsure', to: 'human', reason: 'visit', by: 'score-leads' },
    ]);
    // The click, the return and the two views of it.
    expect(proved).toBeGreaterThan(12);
  });

  it('is not proved by somebody who was on the site anyway, as after posting a form', async () => {
    await track(-300);
    await tell(quick);
    await track(40);

    expect(await lead.grades()).toEqual(['click unsure early']);
  });

  it('is held again when the device turns out to be somebody else’s', async () => {
    await tell(quick);
    const held = await lead.interest();
    await track(60);

    await unlinkVisitor(lead.leadId, visitorId, { actor: manager, correlationId: 'call', causationId: 'call' }, lead.parts);
    lead.world.sent.score.push(...recounts(lead.leadId, visitorId));
    await lead.world.scoreAll(true);

    expect(await lead.grades()).toEqual(['click unsure early']);
    expect(await lead.interest()).toBeCloseTo(held, 9);
    expect(entries('engagement.regraded').map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ['unsure', 'human', 'visit'],
      ['human', 'unsure', 'early'],
    ]);
  });

  it('counts, with the open before it, when the person goes on clicking', async () => {
    const without = await lead.interest();
    await tell(seenClick('o', moment(20), { action: 'open', link: null, userAgent: 'Mozilla/5.0' }), quick);
    expect(await lead.interest()).toBe(without);

    await tell(seenClick('next', moment(90), { link: '2' }));

    expect(await lead.grades()).toEqual(['click human laterClick', 'click human plain', 'open human laterClick']);
    const counted = await lead.interest();
    lead.world.sent.score.push(...recounts(lead.leadId, visitorId));
    await lead.world.scoreAll(true);
    expect(await lead.interest()).toBeCloseTo(counted, 9);
    expect(counted).toBeGreaterThan(without + 20);
  });
});
