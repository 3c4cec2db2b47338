import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Fact } from '../../../shared/facts/index.ts';
import { factNeedOf, factOf, factOrderOf, touchOf } from '../../support/facts.ts';
import { at, numbersOf, tableOf, wishFor } from '../../support/reports.ts';

const from = at('02-01 00:00');
const to = at('03-01 00:00');
const hourMs = 3_600_000;
const moment = fc.nat(90 * 24).map((hours) => at('01-01 00:00') + hours * hourMs);
const small = fc.nat(3);

const told = fc.record({
  arrivedAt: moment,
  sourceId: fc.constantFrom('a', 'b'),
  ageBand: fc.constantFrom(null, 'x', 'y'),
  phone: fc.constantFrom('none' as const, 'mobile' as const, 'invalid' as const),
  email: fc.constantFrom('none' as const, 'good' as const, 'disposable' as const, 'bounced' as const),
  fields: small,
  products: fc.subarray(['p', 'q']),
  boughtAfter: fc.option(fc.nat(60 * 24)),
  reason: fc.option(fc.constantFrom('wrongNumber' as const, 'spam' as const, 'competitor' as const)),
  topics: fc.uniqueArray(fc.record({ topic: fc.constantFrom('t', 'u'), count: small }), { selector: ({ topic }) => topic }),
  visits: small,
  posts: fc.array(
    fc.record({ at: moment, sourceId: fc.constantFrom('a', 'b'), kind: fc.constantFrom('repeat' as const, 'duplicate' as const) }),
    { maxLength: 3 },
  ),
  runs: fc.array(
    fc.record({
      sequenceId: fc.constantFrom('s', 'r'),
      from: moment,
      end: fc.constantFrom(null, 'finished', 'optOut'),
      sent: small,
      opened: small,
    }),
    { maxLength: 3 },
  ),
  said: fc.array(fc.record({ kind: fc.constantFrom('objection', 'feature'), word: fc.constantFrom('v', 'w'), at: moment }), {
    maxLength: 3,
  }),
  wins: fc.array(moment, { maxLength: 2 }),
  orders: fc.array(fc.record({ at: moment, paid: small, paidAfter: small, givenBack: small, givenBackAfter: small }), { maxLength: 2 }),
  losses: fc.array(fc.record({ product: fc.constantFrom(null, 'p'), at: moment, reason: fc.constantFrom(null, 'v') }), { maxLength: 2 }),
});

const fact = told.map(({ arrivedAt, boughtAfter, reason, ...one }): Omit<Fact, 'id'> => {
  const { sourceId, posts, runs, losses } = one;
  const bought = boughtAfter === null ? [] : [{ stage: 'customer' as const, at: arrivedAt + boughtAfter * hourMs }];
  return factOf({
    arrivedAt,
    first: touchOf({ at: arrivedAt, sourceId }),
    products: one.products,
    profile: { ageBand: one.ageBand },
    quality: { phone: one.phone, email: one.email, fields: one.fields },
    stages: [{ stage: 'lead', at: arrivedAt }, ...bought],
    statuses: reason === null ? [] : [{ status: 'disqualified', reason, at: arrivedAt }],
    visits: { count: one.visits, seconds: one.visits * 10, topics: one.topics },
    enquiries: [
      { at: arrivedAt, channel: 'form', sourceId, campaign: null, kind: 'new' },
      ...posts.map((post) => ({ ...post, channel: 'form', campaign: null })),
    ],
    sequences: runs.map(({ sent, opened, ...run }) => ({
      ...run,
      to: null,
      mails: { sent, opened, bounced: 0, clicked: 0, refused: 0 },
    })),
    feedback: one.said,
    needs: [
      ...losses.map((loss) =>
        factNeedOf({ product: loss.product, closes: [{ result: 'lost', at: loss.at, reason: loss.reason, repId: null }] }),
      ),
      ...one.wins.map((won) => factNeedOf({ state: 'won', wonAt: won, closes: [{ result: 'won', at: won, reason: null, repId: null }] })),
    ],
    orders: one.orders.map(({ at: ordered, paid, paidAfter, givenBack, givenBackAfter }) => {
      const paidAt = ordered + paidAfter * 300 * hourMs;
      return factOrderOf({
        facts: [
          { kind: 'confirmed', at: ordered, amount: null, currency: 'VND' },
          { kind: 'paid', at: paidAt, amount: paid, currency: 'VND' },
          { kind: 'refunded', at: paidAt + givenBackAfter * 300 * hourMs, amount: givenBack, currency: 'VND' },
        ],
      });
    }),
  });
});
const facts = fc.array(fact, { maxLength: 12 }).map((list) => list.map((one, number) => ({ ...one, id: `L${number}` })));

const isIn = (when: number) => when >= from && when < to;
const sumOf = <One>(list: readonly One[], value: (one: One) => number) => list.reduce((sum, one) => sum + value(one), 0);
const boughtAt = ({ stages }: Fact) => stages.find(({ stage }) => stage === 'customer')?.at ?? null;
const people = (list: readonly { readonly one: Fact }[]) => new Set(list.map(({ one }) => one.id)).size;

type Numbers = Record<string, Record<string, number>>;

/** Holds each number against one that is counted over all leads, without the frame of reports. */
const agree = (report: string, wanted: Parameters<typeof wishFor>[1], numbers: (list: readonly Fact[]) => Numbers) =>
  fc.assert(
    fc.property(facts, (list) => {
      const shown = numbersOf(tableOf(wishFor(report, wanted), list));
      for (const [row, columns] of Object.entries(numbers(list))) {
        for (const [column, value] of Object.entries(columns)) {
          expect([row, column, shown[row]?.[column] ?? 0]).toEqual([row, column, value]);
        }
      }
    }),
  );

describe('reports of marketing are what one counts by hand over all leads', () => {
  it('sequences, by event', () =>
    agree('sequences', { by: 'sequence' }, (list) => {
      const of = (names: readonly string[]) => {
        const isOf = (run: Fact['sequences'][number]) => names.includes(run.sequenceId);
        const runs = list.flatMap((one) => one.sequences.filter((run) => isOf(run) && isIn(run.from)).map((run) => ({ one, run })));
        const isAfter = (one: Fact, when: number) => one.sequences.some((run) => isOf(run) && run.from <= when);
        const isBuyer = (one: Fact) => {
          const bought = boughtAt(one);
          return bought !== null && isIn(bought) && one.sequences.some((run) => isOf(run) && run.from <= bought);
        };
        return {
          runs: runs.length,
          enrolled: people(runs),
          runsOpen: runs.filter(({ run }) => run.end === null).length,
          runsLeft: runs.filter(({ run }) => run.end === 'optOut').length,
          mailsSent: sumOf(runs, ({ run }) => run.mails.sent),
          mailsOpened: sumOf(runs, ({ run }) => run.mails.opened),
          customersAfter: list.filter(isBuyer).length,
          mqlAfter: list.filter(isBuyer).length,
          wonAfter: sumOf(list, (one) => one.needs.filter(({ wonAt }) => wonAt !== null && isIn(wonAt) && isAfter(one, wonAt)).length),
          'netAfter:VND': sumOf(list, (one) =>
            sumOf(
              one.orders.filter(({ facts: [ordered] }) => ordered && isAfter(one, ordered.at)),
              ({ facts: [, paid, back] }) =>
                (paid && isIn(paid.at) ? (paid.amount ?? 0) : 0) - (back && isIn(back.at) ? (back.amount ?? 0) : 0),
            ),
          ),
        };
      };
      return { s: of(['s']), r: of(['r']), total: of(['s', 'r']) };
    }));

  it('behaviour', () =>
    agree('behaviour', { by: 'topic' }, (list) => {
      const came = list.filter(({ arrivedAt }) => isIn(arrivedAt));
      const looks = ({ visits }: Fact, topic: string) => visits.topics.find((one) => one.topic === topic)?.count ?? 0;
      const of = (some: readonly Fact[], topicLooks: number) => ({
        leads: some.length,
        visitors: some.filter(({ visits }) => visits.count > 0).length,
        visits: sumOf(some, ({ visits }) => visits.count),
        visitTime: sumOf(some, ({ visits }) => visits.seconds * 1_000),
        customers: some.filter((one) => boughtAt(one) !== null).length,
        topicLooks,
      });
      const row = (topic: string) =>
        of(
          came.filter((one) => looks(one, topic) > 0),
          sumOf(came, (one) => looks(one, topic)),
        );
      const all = sumOf(came, (one) => looks(one, 't') + looks(one, 'u'));
      return { t: row('t'), u: row('u'), total: of(came, all) };
    }));

  it('profile, by arrival', () =>
    agree('profile', { by: 'ageBand', basis: 'arrival' }, (list) => {
      const of = (band: string | null) => {
        const some = list.filter(({ arrivedAt, profile }) => isIn(arrivedAt) && profile.ageBand === band);
        return { leads: some.length, customers: some.filter((one) => boughtAt(one) !== null).length };
      };
      return { x: of('x'), y: of('y'), '-': of(null) };
    }));

  it('quality', () =>
    agree('quality', { by: 'source' }, (list) => {
      const came = list.filter(({ arrivedAt }) => isIn(arrivedAt));
      const of = (sources: readonly string[]) => {
        const some = came.filter(({ first }) => sources.includes(first.sourceId));
        const posts = came.flatMap(({ enquiries }) => enquiries).filter(({ sourceId }) => sources.includes(sourceId));
        const bad = (why: string) => some.filter(({ statuses }) => statuses[0]?.reason === why).length;
        const mails = (email: string) => some.filter(({ quality }) => quality.email === email).length;
        return {
          leads: some.length,
          invalidPhone: some.filter(({ quality }) => quality.phone === 'invalid').length,
          disposableEmail: mails('disposable'),
          badEmail: mails('bounced'),
          wrongNumber: bad('wrongNumber'),
          spam: bad('spam'),
          enquiries: posts.length,
          duplicates: posts.filter(({ kind }) => kind === 'duplicate').length,
        };
      };
      return { 'form:a': of(['a']), 'form:b': of(['b']), total: of(['a', 'b']) };
    }));

  it('feedback, by event', () =>
    agree('feedback', { by: 'productWord' }, (list) => {
      const all = list.flatMap((one) => {
        const asked = one.products.length === 0 ? ['-'] : one.products;
        const heard = one.feedback.map(({ kind, word, at: when }) => ({ one, when, said: `${kind}:${word}`, products: asked }));
        const losses = one.needs.flatMap(({ product, closes }) =>
          closes
            .filter(({ result }) => result === 'lost')
            .map(({ at: when, reason }) => ({
              one,
              when,
              said: `lost:${reason ?? '-'}`,
              products: product === null ? asked : [product],
            })),
        );
        return [...heard, ...losses].filter(({ when }) => isIn(when));
      });
      const of = (some: typeof all) => ({
        saidTimes: some.length,
        saidBy: people(some),
        saidLosses: some.filter(({ said }) => said.startsWith('lost:')).length,
        saidCustomers: people(some.filter(({ one }) => boughtAt(one) !== null)),
      });
      const keys = ['p', 'q', '-'].flatMap((product) =>
        ['objection:v', 'objection:w', 'feature:v', 'lost:v', 'lost:-'].map((word) => [product, word] as const),
      );
      const rows = keys.map(([product, word]) => [
        `${product}/${word}`,
        of(all.filter(({ said, products }) => said === word && products.includes(product))),
      ]);
      return { ...Object.fromEntries(rows), total: of(all) };
    }));
});
