import { beforeEach, describe, expect, it } from '@jest/globals';
import { companyKind } from '../../../shared/company/company-config.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { gatherEvidence } from '../../../shared/scoring/gather-evidence.ts';
import { contributionsAt, interestAt } from '../../../shared/scoring/rules-interest.ts';
import { type ScoreParts, scoreLead } from '../../../shared/scoring/score-lead.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { readScore } from '../../../shared/scoring/store.ts';
import { Timer } from '../../../shared/timers/index.ts';
import { trackVisits, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { inVietnam } from '../../support/scoring/past-leads.ts';
import { beaconsOf, postOf, visitorId } from '../../support/tracking/device.ts';
import { type Act, people } from '../../support/tracking/history.ts';

let world: World;
const [an] = people;
const start = Date.parse('2026-11-22T02:00:00.000Z');
const sessionStartedAt = new Date(start).toISOString();
const act = (seconds: number, isPost = false): Act => ({
  at: new Date(start + seconds * 1_000).toISOString(),
  person: an,
  sessionId: 'visit-1',
  sessionStartedAt,
  isPost,
});
const at = (time: string): ScoreParts => ({ ...world.parts, clock: () => new Date(time) });

beforeEach(() => {
  world = createWorld();
});

const lead = () => {
  const [only] = world.leads();
  if (!only) throw new Error('no lead');
  return only;
};
const timers = () =>
  world
    .itemsOf('DUE#')
    .map((item) => Timer.parse(item))
    .filter(({ queue }) => queue === 'score');
const changes = () => world.timeline().filter(({ type }) => type === 'lead.temperature_changed');

async function rules() {
  const found = (await world.config.current(scoringKind)).documents.get('scoring');
  if (!found) throw new Error('no rules');
  return inVietnam(found);
}

async function interestOf(leadId: LeadId, time: number): Promise<{ kept: number; counted: number }> {
  const [score, evidence] = [await readScore(world.table, leadId), await gatherEvidence(world.table, leadId, new Date(time * 1_000))];
  const set = await rules();
  const counted = contributionsAt(evidence, time, set).reduce((sum, { decayedTo }) => sum + decayedTo, 0);
  return { kept: score ? interestAt(score.interest, time, set) : Number.NaN, counted };
}

/** A visitor who reads about prices, fills the cart and begins to pay, as beacons. */
async function visit(table: Table = world.table): Promise<void> {
  const acts = [act(1), act(40), act(80)];
  await trackVisits(
    [
      ...beaconsOf(acts, 1, 'add_to_cart'),
      ...beaconsOf([act(100)], 1, 'checkout_start').map((message) => ({ ...message, body: message.body.replace('"seq":0', '"seq":9') })),
    ],
    { table, score: world.parts.score, log: silentLog },
  );
}

describe('a new lead', () => {
  it('is born with fit, interest and the temperature that follows', async () => {
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM', company: 'Tạp hóa Hường' }));

    const score = await readScore(world.table, lead().leadId);
    expect(score).toMatchObject({ version: 1, rulesVersion: 1, fit: 40 });
    expect(lead().evidence.temperature).toBe('warm');
    expect(world.timeline().map(({ type }) => type)).toEqual(['lead.created']);
    expect(timers().map(({ dueAt }) => dueAt)).toEqual([score?.timerAt]);
  });

  it('is cold when it rather looks for work', async () => {
    await world.takeIn(world.post({ fullName: 'Trần Nam', email: 'nam@example.com', message: 'Tôi muốn ứng tuyển vị trí kế toán' }));

    expect(lead().evidence.temperature).toBe('cold');
    expect(timers()).toEqual([]);
  });
});

describe('time', () => {
  it('cools a lead at the second that was foretold, once, and not before', async () => {
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678' }));
    const [timer] = timers();
    if (!timer) throw new Error('no timer');
    const { leadId } = lead();
    const message = { v: 1, kind: 'cool', leadId } as const;

    await scoreLead(leadId, [message], at(new Date(Date.parse(timer.dueAt) - 1_001).toISOString()));
    const before = { temperature: lead().evidence.temperature, changes: changes().length };
    await scoreLead(leadId, [message], at(timer.dueAt));
    await scoreLead(leadId, [message], at(timer.dueAt));

    expect(before).toEqual({ temperature: 'warm', changes: 0 });
    expect(lead().evidence.temperature).toBe('cold');
    expect(changes().map(({ data, at: time }) => ({ ...data, time }))).toEqual([
      { from: 'warm', to: 'cold', reason: 'cooled', rules: [], rulesVersion: 1, repId: null, time: timer.dueAt },
    ]);
  });

  it('waits longer when something happened since, with one timer at a time', async () => {
    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678' }));
    const [first] = timers();
    if (!first) throw new Error('no timer');
    const { leadId } = lead();
    const later = new Date(Date.parse(first.dueAt) - 3 * 86_400_000).toISOString();
    const again = world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678' }, { receivedAt: later });
    await world.takeIn(again);
    await scoreLead(leadId, [{ v: 1, kind: 'submission', leadId, ...again }], at(later));
    const afterPost = timers().length;

    await scoreLead(leadId, [{ v: 1, kind: 'cool', leadId }], at(first.dueAt));

    expect(afterPost).toBe(1);
    expect(lead().evidence.temperature).toBe('warm');
    expect(timers().map(({ dueAt }) => dueAt > first.dueAt)).toContain(true);
    const next = timers().find(({ dueAt }) => dueAt > first.dueAt);
    await scoreLead(leadId, [{ v: 1, kind: 'cool', leadId }], at(next?.dueAt ?? ''));
    expect(lead().evidence.temperature).toBe('cold');
  });
});

describe('the days that rules count by', () => {
  it('are those of the company, and a score is counted anew when it moves to another zone', async () => {
    const posts = ['2026-11-22T16:00:00.000Z', '2026-11-22T18:00:00.000Z'];
    for (const receivedAt of posts) {
      await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', message: receivedAt }, { receivedAt }));
    }
    await world.scoreAll();
    const { leadId } = lead();
    const inVietnamesDays = await readScore(world.table, leadId);

    world.config.change(companyKind, 'company', (company) => ({ ...company, timeZone: 'Europe/Berlin' }));
    await scoreLead(leadId, [{ v: 1, kind: 'cool', leadId }], world.parts);

    const inGerman = await readScore(world.table, leadId);
    expect([inVietnamesDays?.timeZone, inGerman?.timeZone]).toEqual(['Asia/Ho_Chi_Minh', 'Europe/Berlin']);
    expect(inVietnamesDays?.interest.open['asked-for-advice']).toHaveLength(2);
    expect(inGerman?.interest.open['asked-for-advice']).toHaveLength(1);
  });
});

describe('what visitors do', () => {
  it('makes their lead hot, and says by what', async () => {
    await postOf(act(0, true), 1)(world);
    world.config.change(scoringKind, 'scoring', (set) => ({
      ...set,
      temperature: { ...set.temperature, hot: { ...set.temperature.hot, fit: { enter: 0, leave: 0 } } },
    }));
    await world.assignAll();
    await visit();
    await world.scoreAll();

    expect(lead().evidence.temperature).toBe('hot');
    expect((await readScore(world.table, lead().leadId))?.visitedAt).toBe(Math.floor(start / 1_000) + 100);
    expect(changes().map(({ data }) => data)).toEqual([
      {
        from: 'warm',
        to: 'hot',
        reason: 'rules',
        rules: ['asked-for-advice', 'filled-the-cart', 'began-to-pay'],
        rulesVersion: 2,
        repId: lead().owner?.repId,
      },
    ]);
  });

  it('leaves no level behind that only they had brought, once the device is known to be another’s', async () => {
    world.config.change(scoringKind, 'scoring', (set) => ({
      ...set,
      temperature: { ...set.temperature, hot: { interest: { enter: 60, leave: 25 }, fit: { enter: 0, leave: 0 } } },
    }));
    await postOf(act(0, true), 1)(world);
    await visit();
    await world.scoreAll();
    const hot = lead().evidence.temperature;
    await unlinkVisitor(
      lead().leadId,
      visitorId,
      { actor: { kind: 'user', id: 'lan' }, correlationId: 'undo', causationId: 'undo' },
      world.parts,
    );
    await world.scoreAll(true);

    expect([hot, lead().evidence.temperature]).toEqual(['hot', 'warm']);
    expect(changes().at(-1)?.data).toMatchObject({ from: 'hot', to: 'warm', reason: 'recounted' });
  });

  it('stays at a level that time has eaten into, when something else is taken back', async () => {
    await world.takeIn(world.post({ fullName: 'Đỗ Văn Lặng', email: 'lang@example.vn' }));
    const later = Date.parse(lead().createdAt) + 10 * 86_400_000;

    await scoreLead(lead().leadId, [{ v: 1, kind: 'recount', leadId: lead().leadId }], at(new Date(later).toISOString()));

    const { kept } = await interestOf(lead().leadId, later / 1_000);
    const { enter, leave } = (await rules()).temperature.warm.interest;
    expect([kept < enter, kept >= leave, lead().evidence.temperature]).toEqual([true, true, 'warm']);
  });

  it('counts beacons that were under way while the link was made', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Table = {
      ...world.table,
      async batchGet(keys, options) {
        const items = await world.table.batchGet(keys, options);
        await held;
        return items;
      },
    };
    const tracking = visit(slow);
    await postOf(act(120, true), 1)(world);
    await world.scoreAll();
    release();
    await tracking;
    const { leadId } = lead();
    const time = start / 1_000 + 3_600;

    const missed = await interestOf(leadId, time);
    await world.scoreAll(true);

    expect(missed.kept).toBeLessThan(missed.counted);
    const { kept, counted } = await interestOf(leadId, time);
    expect(kept).toBeCloseTo(counted, 9);
  });

  it('is asked for again when the queue failed after the visit was written', async () => {
    await postOf(act(0, true), 1)(world);
    await world.scoreAll(true);
    const messages = beaconsOf([act(10)], 1, 'add_to_cart');
    const broken = { send: () => Promise.reject(new Error('down')), sendAll: () => Promise.reject(new Error('down')) };

    const failed = await trackVisits(messages, { table: world.table, score: broken, log: silentLog });
    const again = await trackVisits(messages, { table: world.table, score: world.parts.score, log: silentLog });

    expect(failed).toEqual(messages.map(({ messageId }) => messageId));
    expect(again).toEqual([]);
    expect(world.sent.score.map(({ body }) => body)).toEqual([
      { v: 1, kind: 'visit', leadId: lead().leadId, visitorId, sessionStartedAt, sessionId: 'visit-1' },
    ]);
  });
});

describe('what does not change anything', () => {
  it('writes nothing: a repeated message, a lead that is gone', async () => {
    await postOf(act(0, true), 1)(world);
    await visit();
    await world.scoreAll(true);
    const { leadId } = lead();
    const message = { v: 1, kind: 'visit', leadId, visitorId, sessionStartedAt, sessionId: 'visit-1' } as const;
    const before = JSON.stringify(await readScore(world.table, leadId));

    await scoreLead(leadId, [message], at('2026-11-22T03:00:01.000Z'));
    await scoreLead(LeadId.parse('L-gone'), [{ ...message, leadId: 'L-gone' }], world.parts);

    expect(JSON.stringify(await readScore(world.table, leadId))).toBe(before);
    expect(world.itemsOf('L-gone')).toEqual([]);
  });
});

describe('new rules', () => {
  it('count a lead anew at its next touch, and an instance that knows older ones only does not undo it', async () => {
    await postOf(act(0, true), 1)(world);
    const { leadId } = lead();
    world.config.change(scoringKind, 'scoring', (set) => ({
      ...set,
      interest: set.interest.map((rule) => (rule.id === 'asked-for-advice' ? { ...rule, points: 3 } : rule)),
    }));

    await scoreLead(leadId, [{ v: 1, kind: 'cool', leadId }], world.parts);
    const counted = await readScore(world.table, leadId);
    const behind = { ...world.config, current: createFixedConfig().current };

    await scoreLead(leadId, [{ v: 1, kind: 'recount', leadId }], { ...world.parts, config: behind });

    expect(counted?.rulesVersion).toBe(2);
    expect(lead().evidence.temperature).toBe('cold');
    expect(changes().map(({ data }) => data.reason)).toEqual(['rules']);
    expect((await readScore(world.table, leadId))?.rulesVersion).toBe(2);
  });
});
