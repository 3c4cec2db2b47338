import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { Killed } from '../../support/effects.ts';
import { samplePost } from '../../support/lead-world/sample.ts';
import { asked, company, MailWorld } from '../../support/mail-world.ts';
import { randomFrom } from '../../support/random-numbers.ts';
import { runs, seed } from '../../support/seeded.ts';

const minutesMs = 60_000;
const windowMs = 10 * minutesMs;
const dayMs = 24 * 60 * minutesMs;

/** A stranger's post: when it comes and at which domain the address is. */
const post = fc.record({ afterMinutes: fc.integer({ min: 0, max: 40 }), domain: fc.constantFrom('gmail.com', 'khach.vn', 'khac.vn') });
const limits = fc
  .record({
    perTenMinutes: fc.integer({ min: 1, max: 5 }),
    more: fc.integer({ min: 0, max: 6 }),
    perDomainAndDay: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ perTenMinutes, more, perDomainAndDay }) => ({ perTenMinutes, perDay: perTenMinutes + more, perDomainAndDay }));

/** The most that any span of time holds. */
function most(moments: readonly number[], spanMs: number): number {
  return Math.max(
    0,
    ...Map.groupBy(moments, (at) => Math.floor(at / spanMs))
      .values()
      .map((each) => each.length),
  );
}

describe('mails to strangers, whatever is posted, doubled, killed and not taken', () => {
  it('never begin above a limit, end each as sent or with a reason, and have an ordinal of their own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(post, { maxLength: 40 }), limits, fc.integer(), async (posts, mailLimits, fate) => {
        const random = randomFrom(fate);
        const world = new MailWorld(fate);
        world.documents.company = [CompanyConfig.parse({ ...company, mailLimits })];
        world.copies = () => (random() < 0.1 ? 2 : 1);
        world.fate = () => (random() < 0.1 ? 'throttle' : 'accept');
        world.onCall = () => {
          if (random() < 0.02) throw new Killed();
        };
        for (const [index, { afterMinutes, domain }] of posts.entries()) {
          const lead = world.putLead({ leadId: LeadId.parse(`L${index}`), email: `khach${index}@${domain}` });
          world.putPost(samplePost(lead, `p${index}`));
          world.deliver('mail', asked('welcome', lead.leadId, `p${index}`), afterMinutes * 60);
        }
        await world.run();

        const mails = world.mails();
        const begun = mails.flatMap(({ ordinal, plannedAt, leadId }) =>
          ordinal && plannedAt ? [{ ordinal, at: Date.parse(plannedAt), leadId }] : [],
        );
        const toDomain = (name: string) => begun.flatMap(({ leadId, at }) => (posts[Number(leadId.slice(1))]?.domain === name ? [at] : []));
        expect(mails).toHaveLength(posts.length);
        expect(mails.map(({ status }) => status).filter((status) => status !== 'sent' && status !== 'failed')).toEqual([]);
        expect(
          most(
            begun.map(({ at }) => at),
            windowMs,
          ),
        ).toBeLessThanOrEqual(mailLimits.perTenMinutes);
        expect(
          most(
            begun.map(({ at }) => at),
            dayMs,
          ),
        ).toBeLessThanOrEqual(mailLimits.perDay);
        for (const domain of ['khach.vn', 'khac.vn']) expect(most(toDomain(domain), dayMs)).toBeLessThanOrEqual(mailLimits.perDomainAndDay);
        expect(new Set(begun.map(({ ordinal }) => ordinal)).size).toBe(begun.length);
        const total = world.table.all().find(({ pk }) => pk === keys.strangers.pk)?.total ?? 0;
        expect(Math.max(0, ...begun.map(({ ordinal }) => ordinal))).toBeLessThanOrEqual(Number(total));
      }),
      { numRuns: runs(60, 3_000), seed },
    );
  });
});
