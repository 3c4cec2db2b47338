import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LeadId } from '../../../shared/platform/ids.ts';
import { gatherEvidence } from '../../../shared/scoring/gather-evidence.ts';
import { contributionsAt, countedTimes, decay, interestAt } from '../../../shared/scoring/rules-interest.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { readScore } from '../../../shared/scoring/store.ts';
import { unlinkVisitor } from '../../../shared/tracking/index.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { inVietnam } from '../../support/scoring/past-leads.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { arrivals, arrivedIn } from '../../support/tracking/arrivals.ts';
import { addressOf, readingAt, visitorId } from '../../support/tracking/device.ts';
import { type Act, histories, people } from '../../support/tracking/history.ts';

const numRuns = runs(60, 500);
const at = readingAt.getTime() / 1_000;

async function rulesOf(world: World) {
  const rules = (await world.config.current(scoringKind)).documents.get('scoring');
  if (!rules) throw new Error('no rules');
  return inVietnam(rules);
}

const leadOf = (world: World, person: LeadId) => world.leads().find(({ email }) => email === addressOf(person));

/** What is kept, and what the evidence says that is there. */
async function scoresOf(world: World, person: LeadId) {
  const lead = leadOf(world, person);
  const rules = await rulesOf(world);
  const score = lead && (await readScore(world.table, lead.leadId));
  if (!lead || !score) return null;
  const evidence = await gatherEvidence(world.table, lead.leadId, readingAt);
  const counted = contributionsAt(evidence, at, rules).reduce((sum, { decayedTo }) => sum + decayedTo, 0);
  return { kept: interestAt(score.interest, at, rules), counted };
}

/** The plainest count: a post is worth 30 once a day, a day's visit 3, each of three pages about prices 6. */
async function toldBy(world: World, acts: readonly Act[], person: LeadId): Promise<number> {
  const rules = await rulesOf(world);
  const own = acts.filter((act) => act.person === person);
  const secondsOf = (isPost: boolean) => own.filter((act) => act.isPost === isPost).map((act) => Math.floor(Date.parse(act.at) / 1_000));
  const sums = [
    { id: 'asked-for-advice', times: secondsOf(true) },
    { id: 'came-back', times: secondsOf(false) },
    { id: 'looked-at-prices', times: secondsOf(false) },
  ].map(({ id, times }) => {
    const rule = rules.interest.find((one) => one.id === id);
    if (!rule) throw new Error(`no rule ${id}`);
    return countedTimes(times, rule, rules).reduce((sum, time) => sum + rule.points * decay(at - time, rules), 0);
  });
  return sums.reduce((sum, part) => sum + part, 0);
}

async function worldOf(deliveries: ReturnType<typeof arrivedIn>, scoresAfter: readonly boolean[], atOnce: number): Promise<World> {
  const world = createWorld();
  // The pages of these histories are about prices.
  world.config.change(scoringKind, 'scoring', (rules) => ({
    ...rules,
    interest: rules.interest.map((rule) =>
      rule.id === 'looked-at-prices' ? { ...rule, when: { signal: 'page_view' as const, about: ['gia'] } } : rule,
    ),
  }));
  for (let start = 0; start < deliveries.length; start += atOnce) {
    // What was sent with a delay comes when all that was under way then is done.
    if (scoresAfter[start]) await world.scoreAll(true);
    let isDone = false;
    const delivered = Promise.all(deliveries.slice(start, start + atOnce).map((deliver) => deliver(world))).then(() => {
      isDone = true;
    });
    const scored = async () => {
      while (scoresAfter[start + 1] && !isDone) await world.scoreAll();
    };
    await Promise.all([delivered, scored()]);
  }
  await world.scoreAll();
  await world.scoreAll(true);
  return world;
}

const scoring = fc.array(fc.boolean(), { minLength: 300, maxLength: 300 });

describe('the scores of two people who take turns on one browser', () => {
  it('are the count over what each did, whenever posts, beacons and score messages come', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(histories, arrivals, scoring, async (acts, arrival, scoresAfter) => {
        const world = await worldOf(arrivedIn(acts, arrival, 'page_view'), scoresAfter, arrival.atOnce);

        for (const person of people) {
          const scores = await scoresOf(world, person);
          if (!scores) continue;
          checked += 1;
          expect(scores.kept).toBeCloseTo(scores.counted, 6);
          // A clock that is off by more than is corrected moves the seconds of events, not whose they are.
          if (arrival.clockErrorMs === 0) expect(scores.kept).toBeCloseTo(await toldBy(world, acts, person), 6);
        }
      }),
      { numRuns, seed },
    );
    report(`scored histories: ${numRuns} histories, ${checked} scores equal the count (seed ${seed})`);
  });

  it('are without a device what they would be had it never been linked', async () => {
    await fc.assert(
      fc.asyncProperty(histories, arrivals, scoring, async (acts, arrival, scoresAfter) => {
        const world = await worldOf(arrivedIn(acts, arrival, 'page_view'), scoresAfter, arrival.atOnce);
        const lead = leadOf(world, people[0]);
        if (!lead) return;
        const cause = { actor: { kind: 'user' as const, id: 'admin' }, correlationId: 'test', causationId: 'test' };

        await unlinkVisitor(lead.leadId, visitorId, cause, world.parts);
        await world.scoreAll(true);

        const scores = await scoresOf(world, people[0]);
        const posts = acts.filter(({ isPost }) => isPost);
        expect(scores?.kept).toBeCloseTo(scores?.counted ?? Number.NaN, 6);
        if (arrival.clockErrorMs === 0) expect(scores?.kept).toBeCloseTo(await toldBy(world, posts, people[0]), 6);
      }),
      { numRuns: Math.ceil(numRuns / 2), seed },
    );
  });
});
