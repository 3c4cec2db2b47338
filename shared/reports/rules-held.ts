import type { HeldFigure } from '../quarantine/index.ts';
import type { Asked, Beside, Cell, Cells, Column, Counts } from './report.ts';
import { isWithin, weekOf } from './rules-days.ts';
import { onlyKey, sourceKeyOf, unknownKey } from './rules-dimensions.ts';

/** What was set aside, and what became of it. Released posts are those of leads, and can be opened; of the others nobody is known. */
export const heldColumns: readonly Column[] = [
  { name: 'quarantined', kind: 'times', unit: 'count', isMade: true },
  { name: 'released', kind: 'times', unit: 'count' },
  { name: 'rejected', kind: 'times', unit: 'count', isMade: true },
  { name: 'heldStill', kind: 'times', unit: 'count', isMade: true },
];

const known = (value: string | null): string => (value === null || value === '' ? unknownKey : value);

/** Names the row of a post; null: rows are of what is not known of a post that became no lead. */
function rowOf(post: HeldFigure, { by, days }: Pick<Asked, 'by' | 'days'>): string | null {
  switch (by) {
    case 'day':
      return days.dayOf(post.at);
    case 'week':
      return weekOf(days.dayOf(post.at));
    case 'month':
      return days.dayOf(post.at).slice(0, 'yyyy-mm'.length);
    case 'source':
      return sourceKeyOf(post);
    case 'channel':
      return post.channel;
    case 'campaign':
      return known(post.campaign);
    case 'utmSource':
      return known(post.utmSource);
    case 'utmMedium':
      return known(post.utmMedium);
    case 'none':
      return onlyKey;
    default:
      return null;
  }
}

const parted: ReadonlySet<string> = new Set(['day', 'week', 'month', 'source', 'channel', 'campaign', 'utmSource', 'utmMedium', 'none']);

/** Lists the posts of the span that wait or were rejected, each in its row. */
export function heldBeside(asked: Asked): Beside[] {
  return (asked.setting.held?.posts ?? []).flatMap((post): Beside[] => {
    if (!isWithin(post.at, asked.span)) return [];
    return [{ row: rowOf(post, asked), column: post.isRejected ? 'rejected' : 'heldStill', value: 1, currency: '' }];
  });
}

/** Adds up what was held. Rows that part people only say nothing of posts of nobody; where not all posts were read, numbers are lower bounds. */
export function withHeldSum({ rows, total }: Counts, { by, setting }: Asked): Counts {
  const bound = setting.held?.isWhole === false ? { isAtLeast: true as const } : {};
  const nothing: Cell = { value: null, why: 'nothing' };
  const shown = (cells: Cells, isParted: boolean): Cells => {
    if (!isParted) return { ...cells, quarantined: nothing, rejected: nothing, heldStill: nothing };
    const [released, rejected, heldStill] = ['released', 'rejected', 'heldStill'].map((name) => cells[name]?.value ?? 0);
    const sum = (released ?? 0) + (rejected ?? 0) + (heldStill ?? 0);
    const bounded = (value = 0): Cell => ({ value, ...bound });
    return { ...cells, quarantined: bounded(sum), rejected: bounded(rejected), heldStill: bounded(heldStill) };
  };
  return { rows: new Map([...rows].map(([key, cells]) => [key, shown(cells, parted.has(by))])), total: shown(total, true) };
}
