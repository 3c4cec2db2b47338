import type { Column, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { movesOf, type StageMove } from './rules-stages.ts';

const columns: readonly Column[] = [
  { name: 'moves', kind: 'times', unit: 'count' },
  { name: 'movedLeads', kind: 'leads', unit: 'count' },
  { name: 'forward', kind: 'times', unit: 'count' },
  { name: 'back', kind: 'times', unit: 'count' },
];

/** The key of the row of a move, e.g. `lead>mql`. */
const moveKey = ({ from, to }: StageMove): string => `${from ?? ''}>${to}`;

/** Every entry into a stage, with where it came from: who falls back and comes again counts again. */
export const flow: Report = {
  name: 'flow',
  bases: ['event', 'arrival'],
  dimensions: ['move', 'stage', ...commonDimensions],
  columns: () => columns,
  fold: (fact, out, asked) => {
    for (const move of movesOf(fact)) {
      const counted = anchored(fact, move.at, asked);
      if (!counted) continue;
      const rows = asked.by === 'move' ? moveKey(move) : asked.by === 'stage' ? move.to : rowsOf(fact, counted, asked);
      out.add(rows, 'moves', fact, counted);
      out.add(rows, 'movedLeads', fact, counted);
      out.add(rows, move.isForward ? 'forward' : 'back', fact, counted);
    }
  },
};
