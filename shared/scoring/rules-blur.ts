import type { Backtest, BandResult, BlurredBacktest, RuleSetResult, Share } from '../../api/scoring/backtest-view.ts';
import type { Temperature } from '../leads/index.ts';
import { leastTold, tellable } from '../platform/tellable.ts';
import { compare, liftOf, shareOf } from './rules-rates.ts';

/** Returns what a back-test may tell whoever does not see contact details. */
export function blur(answer: Backtest): BlurredBacktest {
  const { judged, leftOut, conversions, all, draft, inForce, rules, changes, leads } = answer;
  const whole = all.sql;
  const hasFigures = judged >= leastTold;
  return {
    ...answer,
    judged: hasFigures ? judged : null,
    leftOut: { malformed: tellable(leftOut.malformed, leads), convertedBefore: tellable(leftOut.convertedBefore, leads) },
    conversions: {
      counted: conversions.counted,
      sql: tellable(conversions.sql, judged),
      customers: tellable(conversions.customers, judged),
      byPurchase: tellable(conversions.byPurchase, conversions.sql),
      byTimeline: tellable(conversions.byTimeline, conversions.sql),
      withoutTime: tellable(conversions.withoutTime, conversions.sql),
    },
    all: { sql: blurredShare(all.sql), customer: blurredShare(all.customer) },
    draft: blurRuleSet(draft, judged, whole),
    inForce: blurRuleSet(inForce, judged, whole),
    rules: rules.map((rule) => ({ ...rule, ...blurGroup(rule, judged, whole) })),
    changes: {
      leads: tellable(changes.leads, leads),
      matrix: { cold: blurRow(changes.matrix.cold), warm: blurRow(changes.matrix.warm), hot: blurRow(changes.matrix.hot) },
      alsoInForce: tellable(changes.alsoInForce, changes.leads),
      items: [],
      more: tellable(changes.leads, leads),
    },
    nextCursor: null,
  };
}

function blurredShare({ hits, of }: Share): Share | null {
  const told = tellable(hits, of);
  return told === null ? null : shareOf(told, Math.round(of / 10) * 10);
}

type Group = Pick<BandResult, 'leads' | 'sql' | 'customer'>;

/** A share is told of a group that is told itself, and where those outside of the group are enough as well. */
function blurGroup({ leads, sql, customer }: Group, judged: number, whole: Share) {
  const told = tellable(leads, judged);
  const others = { hits: whole.hits - sql.hits, of: judged - leads };
  const isTold = told !== null && tellable(others.hits, others.of) !== null;
  const [sqlShare, all] = [isTold ? blurredShare(sql) : null, blurredShare(whole)];
  return {
    leads: told,
    sql: sqlShare,
    customer:
      isTold && sqlShare !== null && (sql.hits === customer.hits || sql.hits - customer.hits >= leastTold) ? blurredShare(customer) : null,
    lift: sqlShare && all ? liftOf(sqlShare, all) : null,
    says: sqlShare && all ? compare(sqlShare, all) : ('unclear' as const),
  };
}

function blurRuleSet({ version, bands, scores, hot }: RuleSetResult, judged: number, whole: Share): BlurredBacktest['draft'] {
  const blurredBands = bands.map((band) => ({ ...band, ...blurGroup(band, judged, whole) }));
  const isHotTold = blurredBands.some(({ temperature, sql }) => temperature === 'hot' && sql !== null);
  return {
    version,
    bands: blurredBands,
    scores: scores.map((score) => ({ ...score, ...blurGroup(score, judged, whole) })),
    hot: { precision: isHotTold ? blurredShare(hot.precision) : null, recall: isHotTold ? blurredShare(hot.recall) : null },
  };
}

/** How many leads stand at each temperature is no secret: a row is a whole. */
function blurRow(row: Readonly<Record<Temperature, number>>): Record<Temperature, number | null> {
  const whole = row.cold + row.warm + row.hot;
  return { cold: tellable(row.cold, whole), warm: tellable(row.warm, whole), hot: tellable(row.hot, whole) };
}
