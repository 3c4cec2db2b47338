import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reclassify, recordDelivery, recordEngagements, type SeenEngagement } from '../../../shared/engagement/index.ts';
import { hiddenLink } from '../../../shared/engagement/record.ts';
import { gradeEngagements } from '../../../shared/engagement/rules-grade.ts';
import { readEngagements } from '../../../shared/engagement/store.ts';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import { MailId } from '../../../shared/platform/ids.ts';
import { gatherEvidence } from '../../../shared/scoring/gather-evidence.ts';
import { readScore } from '../../../shared/scoring/index.ts';
import { contributionsAt, interestAt } from '../../../shared/scoring/rules-interest.ts';
import { scoringKind } from '../../../shared/scoring/scoring-config.ts';
import { recounts } from '../../../shared/tracking/index.ts';
import { type MailedLead, mailedLead, moment, seenClick } from '../../support/engagement.ts';
import { inVietnam } from '../../support/scoring/past-leads.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { beaconsOf, trackingOf, visitorId } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';

const numRuns = runs(25, 500);
const [person] = people;
const day = 86_400;

/** One of two mails: of this week, and of a month ago, whose windows the score has closed. */
const mailNumber = fc.nat(1);
const sentSeconds = (number: number) => -30 * day * number;
const seconds = fc.oneof(fc.nat(90), fc.nat(2_000), fc.nat(40 * 3_600));
const seen = fc.record({
  id: fc.nat(30).map(String),
  at: seconds,
  link: fc.constantFrom(null, '1', '1', '2', '3', hiddenLink),
  links: fc.constantFrom(null, 4),
  userAgent: fc.constantFrom(undefined, 'curl/8', ...Array.from({ length: 6 }, () => seenClick('', moment(0)).userAgent)),
  address: fc.constantFrom('192.0.2.1', '192.0.2.1', '198.51.100.7', undefined),
});
const steps = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('tell' as const), mail: mailNumber, seen: fc.array(seen, { minLength: 1, maxLength: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      mail: mailNumber,
      pick: fc.nat(),
      grade: fc.constantFrom('human' as const, 'machine' as const, 'unsure' as const, null),
      by: fc.constantFrom({ kind: 'rep' as const, id: 'rep-lan' }, { kind: 'system' as const, id: 'list' }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('visit' as const), mail: mailNumber, at: seconds }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('arrive' as const), mail: mailNumber, at: fc.nat(900) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'score' as const }) },
);
type Step = typeof steps extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function mailOf({ mail }: MailedLead, number: number) {
  return { ...mail, mailId: MailId.parse(`newsletter-${number}`), sentAt: moment(sentSeconds(number)) };
}

async function take(step: Step, lead: MailedLead): Promise<void> {
  switch (step.kind) {
    case 'tell': {
      const all = step.seen.map(
        ({ at, ...one }): SeenEngagement => ({
          ...one,
          action: one.link === null ? 'open' : 'click',
          at: moment(sentSeconds(step.mail) + at),
          method: undefined,
        }),
      );
      return recordEngagements(mailOf(lead, step.mail), all, lead.parts);
    }
    case 'say': {
      const mail = mailOf(lead, step.mail);
      const known = (await readEngagements(lead.world.table, lead.leadId)).find(({ mailId }) => mailId === mail.mailId)?.engagements ?? [];
      const picked = known[step.pick % Math.max(1, known.length)];
      if (picked) await reclassify(mail, [picked.id], step.grade, step.by, lead.parts);
      else await expect(reclassify(mail, ['none'], step.grade, step.by, lead.parts)).rejects.toThrow(NotFoundError);
      return;
    }
    case 'visit': {
      const at = moment(sentSeconds(step.mail) + step.at).toISOString();
      const act = { at, person, sessionId: `visit-${step.mail}-${step.at}`, sessionStartedAt: at, isPost: false };
      return trackingOf(...beaconsOf([act], 5, 'page_view'))(lead.world);
    }
    case 'arrive':
      return recordDelivery(mailOf(lead, step.mail), moment(sentSeconds(step.mail) + step.at), lead.parts);
    case 'score':
      return lead.world.scoreAll();
  }
}

/** The stored interest, and what it is by its definition: the sum over everything that is evidence now. */
async function interests({ world, leadId }: MailedLead): Promise<{ stored: number; defined: number }> {
  const now = world.parts.clock();
  const [score, evidence, { documents }] = await Promise.all([
    readScore(world.table, leadId),
    gatherEvidence(world.table, leadId, now),
    world.config.current(scoringKind),
  ]);
  const rules = documents.get('scoring');
  if (!score || !rules) throw new Error('nothing is scored');
  const at = now.getTime() / 1_000;
  const defined = contributionsAt(evidence, at, inVietnam(rules)).reduce((sum, { decayedTo }) => sum + decayedTo, 0);
  return { stored: interestAt(score.interest, at, rules), defined };
}

describe('a score', () => {
  it('is the sum over what is graded human in the end, whatever was graded anew on the way, in any order and at once', async () => {
    let [engagements, counted, regraded] = [0, 0, 0];
    const histories = fc.record({
      taken: fc.array(steps, { minLength: 5, maxLength: 25, size: 'max' }),
      atOnce: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(histories, async ({ taken, atOnce }) => {
        const lead = await mailedLead();
        const { world } = lead;
        for (let start = 0; start < taken.length; start += atOnce) {
          await Promise.all(taken.slice(start, start + atOnce).map((step) => take(step, lead)));
        }
        await world.scoreAll();
        // What was graded anew within a minute of a recount is counted when that minute is over.
        world.sent.score.push(...(await world.takeRecounts()));
        await world.scoreAll();

        const after = await interests(lead);
        expect(after.stored).toBeCloseTo(after.defined, 6);
        for (const mail of await readEngagements(world.table, lead.leadId)) {
          expect(gradeEngagements(mail.engagements, mail)).toEqual(mail.engagements);
          engagements += mail.engagements.length;
          counted += mail.engagements.filter(({ grade }) => grade === 'human').length;
        }
        regraded += world.timeline().filter(({ type }) => type === 'engagement.regraded').length;

        world.sent.score.push(...recounts(lead.leadId, visitorId));
        await world.scoreAll(true);
        const anew = await interests(lead);
        expect(anew.stored).toBeCloseTo(anew.defined, 6);
      }),
      { numRuns, seed },
    );
    report(
      `engagement scores: ${numRuns} histories, ${engagements} engagements, ${counted} counted, ${regraded} regradings (seed ${seed})`,
    );
    expect(Math.min(counted, regraded)).toBeGreaterThan(numRuns / 5);
  });
});
