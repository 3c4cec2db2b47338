import type { Cell, Cells, Column, Counts, Report } from './report.ts';
import { asOf } from './rules-as-of.ts';
import { isCounted } from './rules-cut.ts';
import { isWithin, monthsOf } from './rules-days.ts';
import { rowsOf } from './rules-dimensions.ts';
import { needDimensions, needHolder, needRows } from './rules-pipeline.ts';
import { needAt, stageRate, weighted } from './rules-rates.ts';
import type { ForecastRow } from './rules-snapshot.ts';

const columns: readonly Column[] = [
  { name: 'openNeeds', kind: 'times', unit: 'count' },
  { name: 'withoutAmount', kind: 'times', unit: 'count' },
  { name: 'amount', kind: 'sum', unit: 'money', definition: 'openAmount' },
  { name: 'forecast', kind: 'sum', unit: 'money' },
  { name: 'wonNeeds', kind: 'times', unit: 'count' },
  { name: 'wonMoney', kind: 'sum', unit: 'money' },
  { name: 'forecastThen', kind: 'sum', unit: 'money', isMade: true },
  { name: 'wonLessForecast', kind: 'sum', unit: 'money', isMade: true },
];

const isMonth = (key: string): boolean => /^\d{4}-\d\d$/.test(key);

/**
 * What open needs will come to: each amount at the rate at which needs at its stage were won. By months of the expected close it stands beside what was won
 * in each month, and what was forecast for it when it began.
 */
export const forecast: Report = {
  name: 'forecast',
  bases: ['event'],
  asksCloses: true,
  dimensions: ['closeMonth', ...needDimensions.filter((dimension) => dimension !== 'closeMonth')],
  columns: () => columns,
  rows: ({ by, days, span }) => (by === 'closeMonth' ? monthsOf({ from: days.dayOf(span.from), to: days.dayOf(span.to) }) : []),
  fold: (fact, out, asked) => {
    const at = asOf(asked);
    const { closes = new Map(), pipelines } = asked.setting;
    for (const need of fact.needs) {
      const { amount, currency, product } = need;
      const money = amount === null ? null : { value: amount, ...(currency === null ? {} : { currency }) };
      const stood = needAt(need, at);
      if (stood?.state === 'open') {
        const counted = { at, holder: needHolder(fact, need, at) };
        const rows = needRows(fact, need, stood, counted, asked);
        out.add(rows, 'openNeeds', fact, counted);
        if (!money) out.add(rows, 'withoutAmount', fact, counted);
        if (!money) continue;
        const rate = stageRate(closes, { pipeline: need.pipeline, stage: stood.stage }, pipelines);
        out.add(rows, 'amount', fact, { ...counted, ...money });
        out.add(rows, 'forecast', fact, { ...counted, ...money, value: weighted(money.value, rate) });
      }
      const won = stood?.state === 'won' ? need.closes.findLast((close) => close.at <= at) : undefined;
      if (!stood || !won || !isWithin(won.at, asked.span)) continue;
      const counted = { at: won.at, holder: { repId: won.repId ?? need.ownerId, poolId: need.poolId } };
      const rows =
        asked.by === 'closeMonth'
          ? asked.days.dayOf(won.at).slice(0, 'yyyy-mm'.length)
          : asked.by === 'stage' || asked.by === 'pipeline'
            ? needRows(fact, need, stood, counted, asked)
            : rowsOf(fact, counted, asked, product === null ? [] : [product]);
      out.add(rows, 'wonNeeds', fact, counted);
      if (money) out.add(rows, 'wonMoney', fact, { ...counted, ...money });
    }
  },
  complete: (counts, { by, cut, setting }): Counts => {
    const forecasts: ReadonlyMap<string, readonly ForecastRow[]> = setting.forecasts ?? new Map();
    const withThen = (cells: Cells, months: readonly string[]): Cells => {
      const known = months.filter((month) => forecasts.has(month));
      const made = Object.keys(cells).flatMap((name): [string, Cell][] => {
        const [family, currency = ''] = name.split(':');
        if (family !== 'forecastThen') return [];
        const rows = known.flatMap((month) => (forecasts.get(month) ?? []).filter(({ closeMonth }) => closeMonth === month));
        const then = rows
          .filter((row) => row.currency === currency && isCounted(cut, row, row))
          .reduce((sum, row) => sum + row.weighted, 0);
        const won = cells[`wonMoney:${currency}`]?.value ?? 0;
        const nothing: Cell = { value: null, why: 'nothing' };
        return [
          [name, known.length > 0 ? { value: then } : nothing],
          [`wonLessForecast:${currency}`, known.length > 0 ? { value: won - then } : nothing],
        ];
      });
      return { ...cells, ...Object.fromEntries(made) };
    };
    const months = [...counts.rows.keys()].filter(isMonth);
    // Beside other rows there is nothing that was forecast for them, and the whole is of many months.
    return {
      rows: new Map(
        [...counts.rows].map(([key, cells]) => [key, withThen(cells, by === 'closeMonth' && months.includes(key) ? [key] : [])]),
      ),
      total: withThen(counts.total, []),
    };
  },
};
