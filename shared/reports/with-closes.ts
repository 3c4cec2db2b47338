import { type ReadFacts, readFor } from './read-for.ts';
import { type CloseHistory, countClose } from './rules-rates.ts';
import type { Wish } from './rules-run.ts';

/**
 * Gives a forecast the closes that its rates rest on. Those of the last midnight were kept; where none was kept, as before the first night of a deployment
 * or after a week of nights that failed, they are counted here, as of the midnight that is over: else the same need would be forecast to come to
 * something else an hour later. Other reports are left as they are.
 */
export async function withCloses(wish: Wish, readFacts: ReadFacts): Promise<Wish> {
  const { report, days, now, setting } = wish;
  if (!report.asksCloses || setting.closes) return wish;
  const today = days.dayOf(now);
  const midnight = days.spanOf({ from: today, to: today }).from;
  const closes: CloseHistory = new Map();
  await readFor(wish, readFacts, ({ needs }) => {
    for (const need of needs) countClose(closes, need, midnight, setting.pipelines);
  });
  return { ...wish, setting: { ...setting, closes } };
}
