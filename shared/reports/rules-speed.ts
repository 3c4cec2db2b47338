import { minutesMs } from '../platform/clock.ts';
import type { Column, Counted, Report } from './report.ts';
import { isWithin } from './rules-days.ts';
import { commonDimensions, rowsOf } from './rules-dimensions.ts';
import { type Speed, speedsOf } from './rules-how-fast.ts';

/** Limits within which people expect to hear of somebody, in minutes. */
const limits = [5, 15, 60] as const;

const percentiles = (of: string, name: string): Column[] => [
  { name: `${name}P50`, kind: 'percentile', unit: 'ms', of, percent: 50 },
  { name: `${name}P90`, kind: 'percentile', unit: 'ms', of, percent: 90 },
];
const hiddenValues = (name: string): Column => ({ name, kind: 'values', unit: 'ms', hidden: true });

/** A share is printed only where nobody who waits can change it any more. */
const shares = (of: string): Column[] =>
  limits.flatMap((limit): Column[] => [
    { name: `${of}Within${limit}`, kind: 'times', unit: 'count', hidden: true },
    {
      name: `${of}Share${limit}`,
      kind: 'share',
      unit: 'share',
      part: `${of}Within${limit}`,
      of,
      whileOpen: 'withhold',
    },
  ]);

const columns: readonly Column[] = [
  { name: 'assigned', kind: 'leads', unit: 'count' },
  { name: 'attempted', kind: 'leads', unit: 'count' },
  { name: 'notAttempted', kind: 'leads', unit: 'count' },
  hiddenValues('system'),
  ...percentiles('system', 'system'),
  hiddenValues('notice'),
  ...percentiles('notice', 'notice'),
  hiddenValues('acceptance'),
  ...percentiles('acceptance', 'acceptance'),
  hiddenValues('attempt'),
  ...percentiles('attempt', 'attempt'),
  ...shares('attempt'),
  hiddenValues('attemptWall'),
  ...percentiles('attemptWall', 'attemptWall'),
  hiddenValues('attemptOwn'),
  ...percentiles('attemptOwn', 'attemptOwn'),
  { name: 'reached', kind: 'leads', unit: 'count' },
  hiddenValues('contact'),
  ...percentiles('contact', 'contact'),
  ...shares('contact'),
  hiddenValues('contactWall'),
  ...percentiles('contactWall', 'contactWall'),
];

/**
 * How fast leads that came in the span were reached: from the post to the rep by the wall clock, from there by the working time of those who had
 * it. What waits counts at its age so far.
 */
export const speed: Report = {
  name: 'speed',
  bases: ['arrival'],
  dimensions: commonDimensions,
  columns: () => columns,
  fold: (fact, out, asked) => {
    if (!isWithin(fact.arrivedAt, asked.span)) return;
    const at = fact.arrivedAt;
    for (const one of speedsOf(fact, asked.now, asked.setting.workedMs)) {
      const { measure, isOpen } = one;
      // Of a step of a rep each is told whose step it is, whoever got the lead first.
      const counted: Counted = { at, ...(one.owner && { holder: { repId: one.owner.repId, poolId: one.owner.poolId } }) };
      const rows = rowsOf(fact, counted, asked);
      const add = (column: string) => out.add(rows, column, fact, counted);
      const addMs = (column: string, value: number) => out.add(rows, column, fact, { ...counted, value, isOpen });
      addMs(measure, one.ms);
      if (measure === 'attempt') {
        add('assigned');
        add(isOpen ? 'notAttempted' : 'attempted');
        addMs('attemptOwn', one.ownMs);
      }
      if (measure === 'contact' && !isOpen) add('reached');
      if (measure !== 'attempt' && measure !== 'contact') continue;
      addMs(`${measure}Wall`, one.wallMs);
      for (const limit of limits) {
        const column = `${measure}Within${limit}`;
        const word = within(one, limit * minutesMs);
        if (word === 'within') add(column);
        if (word === 'undecided') out.leaveOpen(rows, column, fact, counted);
      }
    }
  },
};

/** Says whether a step was within a limit, which belongs to it. While no clock runs, one that waits may still be taken at its age. */
export function within({ ms, isOpen }: Pick<Speed, 'ms' | 'isOpen'>, limitMs: number): 'within' | 'over' | 'undecided' {
  if (ms > limitMs) return 'over';
  return isOpen ? 'undecided' : 'within';
}
