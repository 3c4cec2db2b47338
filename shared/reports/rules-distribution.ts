import type { Asked, Cell, Cells, Column, Counts, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';

const columns: readonly Column[] = [
  { name: 'given', kind: 'times', unit: 'count' },
  { name: 'byTurn', kind: 'times', unit: 'count' },
  { name: 'taken', kind: 'times', unit: 'count' },
  { name: 'byHand', kind: 'times', unit: 'count' },
  { name: 'wentAway', kind: 'times', unit: 'count' },
  { name: 'weight', kind: 'times', unit: 'number', isMade: true },
  { name: 'turnShare', kind: 'times', unit: 'number', isMade: true },
  { name: 'weightShare', kind: 'times', unit: 'number', isMade: true },
  { name: 'difference', kind: 'times', unit: 'number', isMade: true },
  { name: 'level', kind: 'times', unit: 'number', isMade: true },
  { name: 'spread', kind: 'times', unit: 'number', isMade: true },
];

/** Whoever was offered it in their turn and accepted has it by turn, too. */
const howTurned: ReadonlySet<string> = new Set(['turn', 'offer']);
const howTaken: ReadonlySet<string> = new Set(['claim', 'open']);

/** The key of the row of a rep in a pool. */
export const memberKey = (poolId: string, repId: string): string => `${poolId}/${repId}`;

/** Who was given how much, and whether it follows the weights. */
export const distribution: Report = {
  name: 'distribution',
  bases: ['event'],
  dimensions: ['member', ...commonDimensions],
  columns: () => columns,
  rows: ({ by, cut, setting }) => (by === 'member' ? membersIn(cut, setting.weights) : []),
  fold: (fact, out, asked) => {
    for (const { repId, poolId, from, to, how } of fact.owners) {
      const holder = { repId, poolId };
      const add = (at: number | null, column: string): void => {
        const counted = anchored(fact, at, asked, holder);
        if (counted) out.add(asked.by === 'member' ? memberKey(poolId, repId) : rowsOf(fact, counted, asked), column, fact, counted);
      };
      add(from, 'given');
      add(from, howTurned.has(how) ? 'byTurn' : howTaken.has(how) ? 'taken' : 'byHand');
      add(to, 'wentAway');
    }
  },
  complete: (counts, asked) => (asked.by === 'member' ? withFairness(counts, asked) : withoutFairness(counts)),
};

function membersIn(cut: Asked['cut'], weights: Asked['setting']['weights']): string[] {
  const isShown = (poolId: string, repId: string): boolean =>
    cut.kind === 'pools' ? cut.pools.includes(poolId) : cut.kind === 'own' ? cut.repId === repId : true;
  return [...weights].flatMap(([poolId, members]) =>
    [...members.keys()].filter((repId) => isShown(poolId, repId)).map((repId) => memberKey(poolId, repId)),
  );
}

const nothing: Cell = { value: null, why: 'nothing' };
const hidden: Cell = { value: null, why: 'hidden' };
const made = ['weight', 'turnShare', 'weightShare', 'difference', 'level', 'spread'] as const;
const all = (cell: Cell): Cells => Object.fromEntries(made.map((name) => [name, cell]));

function withoutFairness({ rows, total }: Counts): Counts {
  return { rows: new Map([...rows].map(([key, cells]) => [key, { ...cells, ...all(nothing) }])), total: { ...total, ...all(nothing) } };
}

/** What comes by turn is held against the weights: what is given by hand, or taken, says nothing of turns. */
function withFairness({ rows, total }: Counts, { cut, setting }: Asked): Counts {
  const given = (key: string): number => rows.get(key)?.byTurn?.value ?? 0;
  // Who sees a part of a pool's leads cannot tell whether its turns are fair.
  const isWhole = cut.kind === 'all' || cut.kind === 'pools';
  const spreads: number[] = [];
  const made = new Map<string, Cells>();
  for (const [poolId, members] of setting.weights) {
    const keys = [...members].map(([repId, weight]) => ({ key: memberKey(poolId, repId), weight })).filter(({ key }) => rows.has(key));
    const [turns, weights] = [keys.reduce((sum, { key }) => sum + given(key), 0), keys.reduce((sum, { weight }) => sum + weight, 0)];
    const levels = keys.map(({ key, weight }) => given(key) / weight);
    if (levels.length > 0) spreads.push(Math.max(...levels) - Math.min(...levels));
    for (const { key, weight } of keys) {
      const fair = {
        turnShare: turns === 0 ? nothing : { value: given(key) / turns },
        weightShare: { value: weight / weights },
        difference: { value: given(key) - (turns * weight) / weights },
      };
      const part = isWhole ? fair : { turnShare: hidden, weightShare: hidden, difference: hidden };
      made.set(key, { ...all(nothing), weight: { value: weight }, level: { value: given(key) / weight }, ...part });
    }
  }
  const spread: Cell = !isWhole ? hidden : spreads.length === 0 ? nothing : { value: Math.max(...spreads) };
  return {
    rows: new Map([...rows].map(([key, cells]) => [key, { ...cells, ...(made.get(key) ?? all(nothing)) }])),
    total: { ...total, ...all(nothing), spread },
  };
}
