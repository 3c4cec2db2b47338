import type { Column, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf, unknownKey } from './rules-dimensions.ts';

const columns: readonly Column[] = [
  { name: 'lost', kind: 'times', unit: 'count', definition: 'losses' },
  { name: 'reopened', kind: 'times', unit: 'count' },
  { name: 'lostNet', kind: 'sum', unit: 'count' },
  { name: 'lostValue', kind: 'sum', unit: 'money' },
  { name: 'disqualified', kind: 'times', unit: 'count', definition: 'disqualifications' },
  { name: 'recycled', kind: 'times', unit: 'count' },
  { name: 'retired', kind: 'times', unit: 'count' },
  { name: 'cameBack', kind: 'times', unit: 'count' },
];

const ended = ['disqualified', 'recycled', 'retired'] as const;

/**
 * Why needs are lost and leads are given up. A loss stays on its day; where the need is opened again, the day of that takes it back, under the reason for
 * which it had been lost.
 */
export const lost: Report = {
  name: 'lost',
  bases: ['event', 'arrival'],
  dimensions: ['reason', ...commonDimensions],
  columns: () => columns,
  fold: (fact, out, asked) => {
    for (const { closes, product, poolId, ownerId, amount, currency } of fact.needs) {
      let standing: { readonly reason: string | null; readonly repId: string | null } | null = null;
      for (const { result, at, reason, repId } of closes) {
        const isReversal = result === 'reopened' && standing !== null;
        const close: { readonly reason: string | null; readonly repId: string | null } | null =
          result === 'lost' ? { reason, repId } : standing;
        standing = result === 'lost' ? close : null;
        if (close === null || (result !== 'lost' && !isReversal)) continue;
        // A reversal is of whoever had lost it, or the numbers of two people would not come to nothing.
        const counted = anchored(fact, at, asked, { repId: close.repId ?? ownerId, poolId });
        if (!counted) continue;
        const rows =
          asked.by === 'reason' ? `lost:${close.reason ?? unknownKey}` : rowsOf(fact, counted, asked, product === null ? [] : [product]);
        const sign = isReversal ? -1 : 1;
        out.add(rows, isReversal ? 'reopened' : 'lost', fact, counted);
        out.add(rows, 'lostNet', fact, { ...counted, value: sign });
        if (amount !== null) out.add(rows, 'lostValue', fact, { ...counted, value: sign * amount, ...(currency ? { currency } : {}) });
      }
    }
    let before: { readonly status: string; readonly reason: string | null } | null = null;
    for (const { status, reason, at } of fact.statuses) {
      const column = ended.find((one) => one === status);
      const of: { readonly status: string; readonly reason: string | null } | null = column ? { status, reason } : before;
      const counted = of ? anchored(fact, at, asked) : null;
      if (of && counted) {
        const rows = asked.by === 'reason' ? `${of.status}:${of.reason ?? unknownKey}` : rowsOf(fact, counted, asked);
        out.add(rows, column ?? 'cameBack', fact, counted);
      }
      before = column ? of : null;
    }
  },
};
