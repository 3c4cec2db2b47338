import fc from 'fast-check';
import type { Fact } from '../../../shared/facts/index.ts';
import { factNeedOf, factOf, factOrderOf, ownershipOf, touchOf } from '../../support/facts.ts';
import { at } from '../../support/reports.ts';

const from = at('01-10 00:00');
const seconds = (at('03-20 00:00') - from) / 1_000;
/** Around the span that is asked for, and often enough on its very ends. */
const moment = fc.oneof(
  { weight: 8, arbitrary: fc.nat(seconds).map((some) => from + some * 1_000) },
  { weight: 1, arbitrary: fc.constantFrom(at('02-01 00:00'), at('02-01 00:00') - 1_000, at('03-01 00:00'), at('03-01 00:00') - 1_000) },
);
const moments = (most: number) => fc.array(moment, { maxLength: most }).map((some) => [...new Set(some)].sort((one, other) => one - other));

const stage = fc.constantFrom('lead', 'mql', 'sql', 'sqo', 'customer', 'repeat') as fc.Arbitrary<Fact['stages'][number]['stage']>;
const rep = fc.constantFrom('rep-lan', 'rep-hai', 'rep-mai');
const pool = fc.constantFrom('south', 'north');

const closes = fc
  .tuple(moments(4), fc.array(fc.constantFrom('won', 'lost'), { minLength: 4, maxLength: 4 }), fc.option(rep))
  .map(([times, results, repId]) =>
    times.map((moment, index) => ({
      result: (index % 2 === 1 ? 'reopened' : results[index]) as 'won' | 'lost' | 'reopened',
      at: moment,
      reason: index % 2 === 0 && results[index] === 'lost' ? (moment % 2_000 === 0 ? 'price' : null) : null,
      repId,
    })),
  );

const need = fc
  .record({ closes, amount: fc.option(fc.nat(9_000_000)), pool: fc.option(pool), owner: fc.option(rep) })
  .map(({ closes, amount, pool, owner }) => {
    const last = closes.at(-1);
    return factNeedOf({
      closes,
      amount,
      currency: amount === null ? null : 'VND',
      poolId: pool,
      ownerId: owner,
      state: last === undefined || last.result === 'reopened' ? 'open' : last.result,
      wonAt: last?.result === 'won' ? last.at : null,
      lostAt: last?.result === 'lost' ? last.at : null,
      lossReason: last?.result === 'lost' ? last.reason : null,
    });
  });

const order = fc
  .record({
    times: moments(4),
    kinds: fc.array(fc.constantFrom('ordered', 'confirmed', 'paid', 'refunded'), { minLength: 4, maxLength: 4 }),
    owner: fc.option(rep),
    currency: fc.constantFrom('VND', 'USD'),
    amount: fc.nat(1_000),
  })
  .map(({ times, kinds, owner, currency, amount }) =>
    factOrderOf({
      ownerId: owner,
      currency,
      facts: times.map((moment, index) => ({ kind: kinds[index] ?? 'paid', at: moment, amount: amount + index, currency })),
    }),
  );

const owners = fc
  .tuple(
    moments(4),
    fc.array(rep, { minLength: 4, maxLength: 4 }),
    fc.array(pool, { minLength: 4, maxLength: 4 }),
    fc.array(fc.constantFrom('turn', 'offer', 'hand', 'claim', 'open', 'split', 'handOver', 'undo', 'manual', 'import'), {
      minLength: 4,
      maxLength: 4,
    }),
    fc.boolean(),
  )
  .map(([times, reps, pools, hows, isHeld]) =>
    times.map((moment, index) =>
      ownershipOf({
        repId: reps[index] ?? 'rep-lan',
        poolId: pools[index] ?? 'south',
        how: hows[index] ?? 'turn',
        from: moment,
        to: times[index + 1] ?? (isHeld ? null : moment + 3_600_000),
      }),
    ),
  );

const gone = ['disqualified', 'recycled', 'retired'] as const;
const why = ['spam', 'noNeed', 'other', 'wrongNumber'] as const;
const statuses = moments(4).map((times) =>
  times.map((moment, index): Fact['statuses'][number] => ({
    status: index % 2 === 1 ? 'active' : (gone[(moment / 1_000) % gone.length] ?? 'retired'),
    reason: why[(moment / 1_000) % why.length] ?? null,
    at: moment,
  })),
);

const fact = fc
  .record({
    arrivedAt: moment,
    stages: fc.tuple(moments(5), fc.array(stage, { minLength: 5, maxLength: 5 })),
    contactedAt: fc.option(moment),
    phone: fc.constantFrom('mobile', 'landline', 'invalid', 'none') as fc.Arbitrary<Fact['quality']['phone']>,
    email: fc.constantFrom('good', 'none', 'bounced', 'disposable') as fc.Arbitrary<Fact['quality']['email']>,
    statuses,
    owners,
    needs: fc.array(need, { maxLength: 2 }),
    orders: fc.array(order, { maxLength: 2 }),
    posts: moments(3),
    source: fc.constantFrom('contact', 'quote', 'tet'),
    products: fc.subarray(['kho', 'ban-hang']),
    region: fc.constantFrom('north', 'central', 'south', null),
    poolId: fc.option(pool),
    erased: fc.boolean(),
  })
  .map(({ arrivedAt, stages: [times, names], contactedAt, phone, email, posts, source, region, ...said }) =>
    factOf({
      arrivedAt,
      first: touchOf({ at: arrivedAt, sourceId: source }),
      stages: [
        { stage: 'lead' as const, at: arrivedAt },
        ...times.filter((time) => time >= arrivedAt).map((time, index) => ({ stage: names[index] ?? ('lead' as const), at: time })),
      ],
      t: { contactedAt },
      quality: { phone, email },
      enquiries: [arrivedAt, ...posts.filter((time) => time > arrivedAt)].map((time, index) => ({
        at: time,
        channel: 'form',
        sourceId: source,
        campaign: null,
        kind: index === 0 ? ('new' as const) : time % 2_000 === 0 ? ('repeat' as const) : ('duplicate' as const),
      })),
      macroRegion: region,
      ...said,
    }),
  );

/** Some leads of which each went its own way. */
export const anyFacts: fc.Arbitrary<readonly Fact[]> = fc
  .array(fact, { maxLength: 25 })
  .map((facts) => facts.map((one, index) => ({ ...one, id: `L${String(index).padStart(4, '0')}` })));
