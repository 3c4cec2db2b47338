import { localDate, nextDay } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import { type Fact, readFacts } from '../facts/index.ts';
import { pipelineKind } from '../opportunities/pipeline-config.ts';
import type { Table } from '../platform/table.ts';
import { defineWork } from '../work/index.ts';
import { forecastRequest, putForecastNight } from './forecast-request.ts';
import { isForecastKept, keepForecast } from './forecast-store.ts';
import { ForecastRun } from './rules-snapshot.ts';

/** After a year in which nobody arrived the company had not begun. */
const emptyMonths = 12;

/**
 * Keeps, each midnight of the company, what open needs are forecast to come to, and sets the next midnight. Safe to repeat: the forecast of a day
 * is taken once, and says how needs stood at midnight, however late it is taken.
 */
export const takeForecastWork = defineWork({
  kind: 'takeForecast' satisfies typeof forecastRequest.kind,
  schema: forecastRequest.schema,
  async run({ midnight }, { table, config, clock, log }) {
    const company = await readCompany(config);
    // Before anything is read: whatever happens to this night, there is another.
    await table.put(putForecastNight(nextDay(company, clock())).Put);
    const at = new Date(midnight);
    const day = localDate(company, at);
    if (await isForecastKept(table, day)) return;
    const { documents: pipelines } = await config.current(pipelineKind);
    const run = new ForecastRun(at.getTime(), pipelines);
    const { facts, unread } = await walkFacts(localDate(company, clock()), table, (fact) => run.take(fact));
    const forecast = run.forecast();
    await keepForecast(table, day, forecast);
    log.info('forecast kept', { day, facts, unread, rows: forecast.rows.length });
  },
});

/** Hands over all facts that there are on a day: who came years ago may have a need that is open. */
async function walkFacts(
  today: string,
  table: Pick<Table, 'query'>,
  take: (fact: Fact) => void,
): Promise<{ readonly facts: number; readonly unread: number }> {
  let [facts, unread] = [0, 0];
  // At the end of a month the zone of another part of the world has the next one already.
  for (let latest = 1; ; latest -= emptyMonths) {
    const before = facts + unread;
    for await (const month of readFacts(monthsBack(today, latest), { table })) {
      for (const fact of month.facts) take(fact);
      facts += month.facts.length;
      unread += month.unread;
    }
    if (facts + unread === before) return { facts, unread };
  }
}

/** Lists a year of months, such as 2027-02, backwards from the one that is so many behind the month of a day. */
function monthsBack(day: string, latest: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: emptyMonths }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + latest - index, 1)).toISOString().slice(0, 'yyyy-mm'.length),
  );
}
