import type { Backtest, BandResult, RuleSetResult, Share } from '../api/scoring/backtest-view.ts';

type Rated = Pick<BandResult, 'leads' | 'sql' | 'customer' | 'lift' | 'says'>;

const percent = (rate: number | null): string => (rate === null ? '–' : `${(rate * 100).toFixed(rate > 0 && rate < 0.0995 ? 1 : 0)} %`);
const within = ({ of, low, high }: Share): string => (of === 0 ? '–' : `${Math.round(low * 100)}–${Math.round(high * 100)} %`);
const says = { above: 'better than all', below: 'worse than all', unclear: 'no clear difference' } as const;
const warmth = ['cold', 'warm', 'hot'] as const;

const cell = (text: string | number, width: number): string => String(text).padStart(width);

/** A line of a table of leads: rates of SQL+ with what they are worth, then of customers. */
const line = (first: string, [leads, sql, rate, range, lift, told, customers, customerRate]: readonly (string | number)[]): string =>
  [
    first.padEnd(30),
    cell(leads ?? '', 7),
    cell(sql ?? '', 7),
    cell(rate ?? '', 8),
    cell(range ?? '', 13),
    cell(lift ?? '', 7),
    `  ${String(told ?? '').padEnd(19)}`,
    cell(customers ?? '', 11),
    cell(customerRate ?? '', 8),
  ]
    .join('')
    .trimEnd();

const head = (first: string): string => line(first, ['leads', 'SQL+', 'rate', '95 % within', 'lift', '', 'customers', 'rate']);

const row = (name: string, { leads, sql, customer, lift, says: comparison }: Rated): string =>
  line(name, [
    leads,
    sql.hits,
    percent(sql.rate),
    within(sql),
    lift === null ? '–' : `${lift.toFixed(1)}×`,
    leads === 0 ? '' : says[comparison],
    customer.hits,
    percent(customer.rate),
  ]);

/** A back-test as somebody reads it in a terminal. */
export function backtestTable(result: Backtest, { draft, span }: { readonly draft: string; readonly span: string }): string {
  const { all, judged, conversions } = result;
  const inForce = `version ${result.inForce.version}, in force`;
  return [
    `${draft} tried on past leads beside ${inForce}, as of ${result.at}`,
    `Leads ${span}: ${result.leads} read, ${judged} judged${leftOut(result)}`,
    `${conversions.sql} became SQL or more, ${conversions.customers} of them customers; told by a purchase ${conversions.byPurchase}, by the timeline ${conversions.byTimeline}, by the stage without a time ${conversions.withoutTime}`,
    conversions.counted.en,
    '',
    head('By their warmest moment'),
    draft,
    ...bands(result.draft),
    inForce,
    ...bands(result.inForce),
    line('all', [judged, all.sql.hits, percent(all.sql.rate), within(all.sql), '', '', all.customer.hits, percent(all.customer.rate)]),
    '',
    ...forecast(result, draft, inForce),
    '',
    head('By their score then, draft'),
    ...result.draft.scores.map((score) => row(`  ${score.from}–${score.to}`, score)),
    '',
    ...changes(result),
    '',
    head('By rule that counted, draft'),
    ...result.rules.map((rule) => row(`  ${rule.rule} ${rule.points > 0 ? '+' : ''}${rule.points}`, rule)),
  ].join('\n');
}

function leftOut({ leftOut: { malformed, convertedBefore } }: Backtest): string {
  const parts = [
    ...(malformed > 0 ? [`${malformed} that cannot be read`] : []),
    ...(convertedBefore > 0 ? [`${convertedBefore} that had converted before they were known`] : []),
  ];
  return parts.length === 0 ? '' : `; left out: ${parts.join(', ')}`;
}

const bands = ({ bands: all }: RuleSetResult): string[] => all.map((band) => row(`  ${band.temperature}`, band));

function forecast({ draft, inForce }: Backtest, ...names: readonly [string, string]): string[] {
  const told = (name: string, { hot: { precision, recall } }: RuleSetResult) =>
    `  ${name.padEnd(28)}${percent(precision.rate)} (${within(precision)}) of the hot ones converted; ${percent(recall.rate)} (${within(recall)}) of those that converted had been hot`;
  return ['Hot as a forecast', told(names[0], draft), told(names[1], inForce)];
}

function changes({ changes: { leads, matrix, alsoInForce, items } }: Backtest): string[] {
  const shown = items.slice(0, 10).map(({ leadId, from, to }) => `  ${leadId}  ${from} → ${to}`);
  return [
    `Temperature now ↓ and under the draft →${warmth.map((to) => cell(to, 8)).join('')}`,
    ...warmth.map((from) => `  ${from.padEnd(37)}${warmth.map((to) => cell(matrix[from][to], 8)).join('')}`),
    `${leads} leads would change${alsoInForce > 0 ? `, ${alsoInForce} of them by the rules in force as well: they are not counted by them yet (recount)` : ''}`,
    ...shown,
    ...(leads > shown.length ? [`  and ${leads - shown.length} more: --json lists them, explain LEAD_ID says why`] : []),
  ];
}
