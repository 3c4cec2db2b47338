import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LeadId } from '../../../shared/platform/ids.ts';
import {
  type Identification,
  maxIdentifications,
  maxWeakLeads,
  segmentAt,
  segmentsOf,
  withIdentification,
} from '../../../shared/tracking/rules-segments.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { type Act, histories } from '../../support/tracking/history.ts';

const numRuns = runs(300, 20_000);

const identificationOf = ({ at, person, sessionStartedAt }: Act): Identification => ({
  at,
  leadId: person,
  sessionStartedAt,
  consentTextVersion: 'tracking-1',
});
const learn = (identifications: readonly Identification[]): Identification[] =>
  identifications.reduce<Identification[]>((known, added) => withIdentification(known, added) ?? known, []);

describe('whose a visitor’s history is', () => {
  it('is the actor’s, for two people who take turns on one browser', () => {
    let [events, posts, changes, mixed] = [0, 0, 0, 0];
    fc.assert(
      fc.property(histories, (acts) => {
        const segments = segmentsOf(learn(acts.filter(({ isPost }) => isPost).map(identificationOf)));
        const wrong = acts.filter((act) => !act.isPost && segmentAt(segments, act.at)?.leadId !== act.person);
        events += acts.filter(({ isPost }) => !isPost).length;
        posts += acts.filter(({ isPost }) => isPost).length;
        changes += segments.length - 1;
        mixed += wrong.length;
        expect(wrong).toEqual([]);
      }),
      { numRuns, seed },
    );
    report(
      `segments: ${numRuns} histories, ${events} events, ${posts} posts, ${changes} changes of hands, ${mixed} events of another (seed ${seed})`,
    );
    expect(changes).toBeGreaterThan(numRuns);
  });

  it('hangs on what is known, not on the order in which it became known, and not on repeats', () => {
    const shuffled = histories.chain((acts) => {
      const known = acts.filter(({ isPost }) => isPost).map(identificationOf);
      return fc.record({ known: fc.constant(known), order: fc.shuffledSubarray([...known, ...known], { minLength: known.length * 2 }) });
    });
    fc.assert(
      fc.property(shuffled, ({ known, order }) => {
        expect(segmentsOf(order)).toEqual(segmentsOf(known));
      }),
      { numRuns: runs(100, 5_000), seed },
    );
  });

  const anyIdentification = fc.record({
    at: fc.nat(60).map((second) => new Date(Date.UTC(2026, 10, 22) + second * 1_000).toISOString()),
    leadId: fc.option(fc.constantFrom('L1', 'L2', 'L3').map((id) => LeadId.parse(id))),
    sessionStartedAt: fc.option(fc.nat(80).map((second) => new Date(Date.UTC(2026, 10, 22) + second * 1_000).toISOString())),
    consentTextVersion: fc.constant('tracking-1'),
  });

  it('leaves no moment to two and none to nobody, whatever the clocks of the pages say', () => {
    fc.assert(
      fc.property(fc.array(anyIdentification, { minLength: 1, maxLength: 12 }), fc.nat(100), (known, second) => {
        const segments = segmentsOf(known);
        const time = new Date(Date.UTC(2026, 10, 22) + second * 1_000 - 10_000).toISOString();
        const holding = segments.filter(({ from, to }) => (from === null || time >= from) && (to === null || time < to));

        expect(holding).toHaveLength(1);
        expect([segments[0]?.from, segments.at(-1)?.to]).toEqual([null, null]);
        for (const [index, { from, to }] of segments.entries()) {
          expect(from === null || to === null || from <= to).toBe(true);
          expect(segments[index + 1]?.from ?? null).toBe(to);
        }
      }),
      { numRuns, seed },
    );
  });

  it('stays the same when a person’s posts in a row are forgotten', () => {
    const times = fc.uniqueArray(fc.nat(10_000), { minLength: 9, maxLength: 40 });
    fc.assert(
      fc.property(times, fc.infiniteStream(fc.boolean()), (moments, who) => {
        const all = moments
          .toSorted((a, b) => a - b)
          .map((moment): Identification => {
            const at = new Date(moment * 1_000).toISOString();
            return { at, leadId: LeadId.parse(who.next().value ? 'L1' : 'L2'), sessionStartedAt: at, consentTextVersion: 'tracking-1' };
          });

        expect(segmentsOf(learn(all))).toEqual(segmentsOf(all));
      }),
      { numRuns: runs(100, 5_000), seed },
    );
  });

  it('ends as nobody’s on a terminal that very many share', () => {
    const posts = Array.from({ length: 80 }, (_, index): Identification => {
      const at = new Date(index * 60_000).toISOString();
      return { at, leadId: LeadId.parse(`L${index % 7}`), sessionStartedAt: at, consentTextVersion: 'tracking-1' };
    });

    const known = learn(posts);

    expect(known).toHaveLength(maxIdentifications + 1);
    expect(segmentsOf(known).at(-1)).toMatchObject({ leadId: null, from: posts[maxIdentifications]?.at, to: null });
  });
});

describe('whose a visitor’s history is, where links in mails were opened', () => {
  const moment = fc.nat(60).map((second) => new Date(Date.UTC(2026, 10, 22) + second * 1_000).toISOString());
  const leadIds = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'].map((id) => LeadId.parse(id));
  const opened = fc.record({
    at: moment,
    leadId: fc.constantFrom(...leadIds.slice(0, maxWeakLeads)),
    sessionStartedAt: fc.constant(null),
    consentTextVersion: fc.constant('tracker'),
    weak: fc.constant(true as const),
  });
  const posted = fc.record({
    at: moment,
    leadId: fc.option(fc.constantFrom(...leadIds)),
    sessionStartedAt: fc.option(moment),
    consentTextVersion: fc.constant('tracking-1'),
  });
  const inAnyOrder = <One>(all: readonly One[]) => fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 });

  it('is of the first opened link while nobody has posted, and of those who posted alone from then on, in any order', () => {
    const sets = fc.record({
      mails: fc.array(opened, { minLength: 1, maxLength: 8 }),
      posts: fc.uniqueArray(posted, { maxLength: 8, selector: ({ at, leadId }) => `${at} ${leadId}` }),
    });
    let [weak, strong] = [0, 0];
    fc.assert(
      fc.property(
        sets.chain(({ mails, posts }) =>
          fc.record({ mails: fc.constant(mails), posts: fc.constant(posts), order: inAnyOrder([...mails, ...posts]) }),
        ),
        ({ mails, posts, order }) => {
          const segments = segmentsOf(learn(order));

          if (posts.length > 0) {
            strong += 1;
            expect(segments).toEqual(segmentsOf(posts));
          } else {
            weak += 1;
            const [first] = mails.toSorted((one, other) => (`${one.at} ${one.leadId}` < `${other.at} ${other.leadId}` ? -1 : 1));
            expect(segments).toEqual([
              { number: 1, leadId: first?.leadId, from: null, to: null, at: first?.at, consentTextVersion: 'tracker', weak: true },
            ]);
          }
        },
      ),
      { numRuns, seed },
    );
    report(`mail links: ${weak} devices known weakly, ${strong} by posts (seed ${seed})`);
    expect(Math.min(weak, strong)).toBeGreaterThan(0);
  });

  it('keeps of each lead the earliest, of few leads, the same ones in any order', () => {
    const anyLead = opened.chain((one) => fc.constantFrom(...leadIds).map((leadId) => ({ ...one, leadId })));
    fc.assert(
      fc.property(
        fc.array(anyLead, { minLength: 1, maxLength: 20 }).chain((all) => fc.record({ all: fc.constant(all), order: inAnyOrder(all) })),
        ({ all, order }) => {
          const known = learn(order);
          const earliest = [...Map.groupBy(all, ({ leadId }) => leadId)].map(
            ([leadId, own]) => `${own.map(({ at }) => at).sort()[0]} ${leadId}`,
          );

          expect(known.map(({ at, leadId }) => `${at} ${leadId}`).sort()).toEqual(earliest.sort().slice(0, maxWeakLeads));
          expect(learn([...order, ...order])).toEqual(known);
        },
      ),
      { numRuns: runs(300, 5_000), seed },
    );
  });

  it('comes back weakly when the one post that ended it is undone, but for the lead whose post it was', () => {
    fc.assert(
      fc.property(fc.array(opened, { minLength: 1, maxLength: 8 }), posted, (mails, post) => {
        const known = learn([...mails, post]);
        const ofOthers = ({ leadId }: Identification) => leadId !== post.leadId;

        expect(segmentsOf(known.filter(ofOthers))).toEqual(segmentsOf(learn(mails.filter(ofOthers))));
      }),
      { numRuns: runs(300, 5_000), seed },
    );
  });
});
