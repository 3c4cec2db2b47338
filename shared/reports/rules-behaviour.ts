import type { Fact } from '../facts/index.ts';
import { secondsMs } from '../platform/clock.ts';
import type { Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf, unknownKey } from './rules-dimensions.ts';
import { firstEntries } from './rules-stages.ts';

const topicsOf = ({ visits }: Fact): readonly string[] => {
  const seen = visits.topics.filter(({ count }) => count > 0).map(({ topic }) => topic);
  return seen.length === 0 ? [unknownKey] : seen;
};

/**
 * What people looked at before and after they came, and whether those become customers. Only of who agreed to be measured are visits known: everybody
 * else is among the leads and among no visitors. By topics a person is in the row of each that they looked at, and once in the whole.
 */
export const behaviour: Report = {
  name: 'behaviour',
  bases: ['arrival'],
  dimensions: ['topic', ...commonDimensions],
  columns: () => [
    { name: 'leads', kind: 'leads', unit: 'count' },
    { name: 'visitors', kind: 'leads', unit: 'count' },
    { name: 'visitorShare', kind: 'share', unit: 'share', part: 'visitors', of: 'leads' },
    { name: 'visits', kind: 'sum', unit: 'count' },
    { name: 'topicLooks', kind: 'sum', unit: 'count' },
    { name: 'visitTime', kind: 'sum', unit: 'ms' },
    { name: 'visitsEach', kind: 'per', unit: 'number', sum: 'visits', of: 'visitors' },
    { name: 'timeEach', kind: 'per', unit: 'ms', sum: 'visitTime', of: 'visitors' },
    { name: 'sql', kind: 'leads', unit: 'count', definition: 'stage.sql' },
    { name: 'customers', kind: 'leads', unit: 'count', definition: 'stage.customer' },
    { name: 'sqlShare', kind: 'share', unit: 'share', part: 'sql', of: 'leads' },
    { name: 'customerShare', kind: 'share', unit: 'share', part: 'customers', of: 'leads' },
  ],
  fold: (fact, out, asked) => {
    const counted = anchored(fact, fact.arrivedAt, asked);
    if (!counted) return;
    const isByTopic = asked.by === 'topic';
    const rows = isByTopic ? topicsOf(fact) : rowsOf(fact, counted, asked);
    const { count, seconds, topics } = fact.visits;
    out.add(rows, 'leads', fact, counted);
    if (count > 0) {
      out.add(rows, 'visitors', fact, counted);
      out.add(rows, 'visits', fact, { ...counted, value: count });
      out.add(rows, 'visitTime', fact, { ...counted, value: seconds * secondsMs });
    }
    for (const { topic, count: looks } of topics) {
      if (looks > 0) out.add(isByTopic ? topic : rows, 'topicLooks', fact, { ...counted, value: looks });
    }
    const entries = firstEntries(fact, 'passed');
    if (entries.has('sql')) out.add(rows, 'sql', fact, counted);
    if (entries.has('customer')) out.add(rows, 'customers', fact, counted);
  },
};
