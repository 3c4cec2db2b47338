import { beginningOf, localDate, nextDay } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import { readAllFacts } from '../facts/index.ts';
import { pipelineKind } from '../opportunities/pipeline-config.ts';
import { countExperiments } from '../sequences/index.ts';
import { defineWork } from '../work/index.ts';
import { forecastRequest, putForecastNight } from './forecast-request.ts';
import { isForecastKept, keepForecast } from './forecast-store.ts';
import { ForecastRun } from './rules-snapshot.ts';

/**
 * Keeps, each midnight of the company, what open needs are forecast to come to and how experiments stand, by one reading of all facts, and sets the
 * next midnight. Safe to repeat: the forecast of a day
 * is taken once, and says how needs stood at midnight, however late it is taken.
 */
export const takeForecastWork = defineWork({
  kind: 'takeForecast' satisfies typeof forecastRequest.kind,
  schema: forecastRequest.schema,
  async run({ midnight }, { table, config, clock, log }) {
    const company = await readCompany(config);
    // Before anything is read: whatever happens to this night, there is another.
    await table.put(putForecastNight(nextDay(company, clock())).Put);
    const day = localDate(company, new Date(midnight));
    // A deployment asks for the first one at any time of day: that of the midnight that is over.
    const at = beginningOf(company, day);
    if (await isForecastKept(table, day)) return;
    const { documents: pipelines } = await config.current(pipelineKind);
    const run = new ForecastRun(at.getTime(), pipelines);
    let [facts, unread] = [0, 0];
    // Of all: who came years ago may have a need that is open.
    const counted = await countExperiments(config);
    for await (const month of readAllFacts(localDate(company, clock()), { table })) {
      for (const fact of month.facts) {
        run.take(fact);
        counted.take(fact);
      }
      facts += month.facts.length;
      unread += month.unread;
    }
    // First: who finds the forecast kept finds all of the night done.
    const experiments = await counted.keep(table, clock());
    const forecast = run.forecast();
    await keepForecast(table, day, forecast);
    log.info('forecast kept', { day, facts, unread, rows: forecast.rows.length, experiments: experiments.counted });
  },
});
