import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NotFoundError } from '../../../shared/platform/errors.ts';
import type { LeadId } from '../../../shared/platform/ids.ts';
import { readLinks, readSessions, unlinkVisitor } from '../../../shared/tracking/index.ts';
import { linksOf } from '../../../shared/tracking/rules-links.ts';
import type { Identification } from '../../../shared/tracking/rules-segments.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { addressOf, type Delivery, openingOf, postOf, readingAt, trackingOf, visitorId } from '../../support/tracking/device.ts';
import { people } from '../../support/tracking/history.ts';

const numRuns = runs(60, 3_000);
const at = (minute: number) => new Date(Date.parse('2026-11-20T08:00:00.000Z') + minute * 60_000).toISOString();
const cause = { actor: { kind: 'user' as const, id: 'admin' }, correlationId: 'call', causationId: 'call' };

/** Two people who are leads already; on one device each may open links in their mails and post forms. */
const person = fc.constantFrom(...people);
const posted = fc.record({ who: person, minute: fc.nat(200), before: fc.nat(30) });
const sets = fc.record({
  openings: fc.uniqueArray(fc.record({ who: person, minute: fc.nat(200) }), { maxLength: 5, selector: ({ minute }) => minute }),
  posts: fc
    .tuple(fc.boolean(), fc.uniqueArray(posted, { maxLength: 4, selector: ({ minute }) => minute }))
    .map(([some, drawn]) => (some ? drawn : [])),
  /** Whose links a user takes off the device as soon as they see them. */
  undone: fc.subarray([...people]),
  /** Where each delivery comes, and where it comes again. */
  places: fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
  twice: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  atOnce: fc.integer({ min: 1, max: 4 }),
});
type Drawn = typeof sets extends fc.Arbitrary<infer Set> ? Set : never;

const leadOf = (world: World, who: LeadId): LeadId => {
  const lead = world.leads().find(({ email }) => email === addressOf(who));
  if (!lead) throw new Error('no such lead');
  return lead.leadId;
};

/** Two leads that no device is known of. */
async function worldOfLeads(): Promise<World> {
  const world = createWorld();
  for (const who of people) {
    const fullName = who === 'L-an' ? 'Nguyễn Thị An' : 'Trần Văn Bình';
    await world.takeIn(world.post({ fullName, email: addressOf(who) }));
  }
  return world;
}

const undo =
  (who: LeadId): Delivery =>
  async (world) => {
    try {
      await unlinkVisitor(leadOf(world, who), visitorId, cause, world.parts);
    } catch (error) {
      // Nobody can undo what is not there yet.
      if (!(error instanceof NotFoundError)) throw error;
    }
  };

function deliveriesOf({ openings, posts, undone, places, twice }: Drawn): Delivery[] {
  const once: Delivery[] = [
    ...openings.map(
      ({ who, minute }): Delivery =>
        (world) =>
          trackingOf(openingOf(leadOf(world, who), at(minute)))(world),
    ),
    ...posts.map(({ who, minute, before }, number) =>
      postOf({ at: at(minute), person: who, sessionId: 's', sessionStartedAt: at(minute - before), isPost: true }, 100 + number),
    ),
    ...undone.map(undo),
  ];
  return once
    .flatMap((one, index) => (twice[index] ? [one, one] : [one]))
    .map((deliver, index) => ({ deliver, place: places[index] ?? 0 }))
    .sort((one, other) => one.place - other.place)
    .map(({ deliver }) => deliver);
}

/** What must be known in the end: the fold over everything that was not undone. */
function expectedLinks(world: World, { openings, posts, undone }: Drawn) {
  const left = ({ who }: { who: LeadId }) => !undone.includes(who);
  const identifications: Identification[] = [
    ...openings.filter(left).map(({ who, minute }) => ({
      at: at(minute),
      leadId: leadOf(world, who),
      sessionStartedAt: null,
      consentTextVersion: 'tracker',
      weak: true as const,
    })),
    ...posts.filter(left).map(({ who, minute, before }) => ({
      at: at(minute),
      leadId: leadOf(world, who),
      sessionStartedAt: at(minute - before),
      consentTextVersion: 'tracking-1',
    })),
  ];
  return linksOf(visitorId, identifications);
}

describe('links in mails, posts and undoing on one device', () => {
  it('end the same in any order, twice and at once, and the timelines say how', async () => {
    let [weak, strong, nobody, deliveries] = [0, 0, 0, 0];
    await fc.assert(
      fc.asyncProperty(sets, async (drawn) => {
        const world = await worldOfLeads();
        const all = deliveriesOf(drawn);
        deliveries += all.length;

        for (let start = 0; start < all.length; start += drawn.atOnce) {
          await Promise.all(all.slice(start, start + drawn.atOnce).map((deliver) => deliver(world)));
        }
        // The user looks once more when all is quiet; and the mail is opened again.
        for (const who of drawn.undone) await undo(who)(world);
        for (const { who, minute } of drawn.openings.filter((one) => drawn.undone.includes(one.who) && drawn.posts.length === 0))
          await trackingOf(openingOf(leadOf(world, who), at(minute)))(world);

        const expected = expectedLinks(world, drawn);
        for (const who of people) {
          const leadId = leadOf(world, who);
          const [link] = await readLinks(world.table, leadId);
          expect(link).toEqual(expected.get(leadId));
          const last = world.timeline().findLast((entry) => entry.leadId === leadId && entry.type.startsWith('visitor.'));
          expect(last?.type === 'visitor.linked' ? { weak: last.data.weak } : 'not linked').toEqual(
            link ? { weak: link.weak === true } : 'not linked',
          );
        }
        if (drawn.atOnce === 1) {
          const kept = (await readSessions(world.table, visitorId, { now: readingAt })).map(({ expiresAt }) => expiresAt === undefined);
          expect(new Set(kept).size <= 1 && (kept[0] ?? expected.size > 0)).toBe(expected.size > 0);
        }
        const links = [...expected.values()];
        if (links.length === 0) nobody += 1;
        else if (links.some((link) => link.weak)) weak += 1;
        else strong += 1;
      }),
      { numRuns, seed },
    );

    report(`mail links: ${numRuns} devices, ${deliveries} deliveries: ${weak} weakly, ${strong} surely, ${nobody} nobody's (seed ${seed})`);
    if (numRuns >= 60) expect(Math.min(weak, strong, nobody)).toBeGreaterThan(0);
  });
});
