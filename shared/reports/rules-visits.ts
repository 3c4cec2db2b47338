import type { Fact } from '../facts/index.ts';
import { daysMs } from '../platform/clock.ts';
import type { Texts } from './definition.ts';
import { endedAt } from './rules-how-fast.ts';

/** What of a fact tells how long a lead stood where. */
export type AgeingFact = Pick<Fact, 'erased' | 'stages' | 'statuses' | 'calls'>;

/** That a lead stood at a stage for a time. */
export interface Visit {
  readonly stage: string;
  readonly from: number;
  readonly to: number;
  /** It stands there still, and somebody works with it. */
  readonly isOpen: boolean;
}

/** Lists the visits of a lead to its stages up to a moment. Whom sales is done with stands nowhere since. */
export function visitsOf({ erased, stages, statuses }: Omit<AgeingFact, 'calls'>, now: number): Visit[] {
  const ended = endedAt(statuses.filter(({ at }) => at <= now));
  const entries = stages.filter(({ at }) => at <= now);
  return entries.flatMap(({ stage, at: from }, index) => {
    const next = entries[index + 1]?.at;
    // Nobody knows how long somebody who was erased would have stood there.
    if (next === undefined && erased && ended === null) return [];
    const to = next ?? Math.max(from, ended ?? now);
    return [{ stage, from, to, isOpen: next === undefined && ended === null }];
  });
}

const bands = [7, 14, 30, 60].map((days, index, all) => ({ from: all[index - 1] ?? 0, days, endMs: days * daysMs }));
const nameOf = ({ from, days }: (typeof bands)[number]): string => `age${from}to${days}`;
const oldest = 'age60plus';

/** Bands of age in days: each begins with its first day and ends before its last. */
export const ageBands: readonly { readonly name: string; readonly note: Texts }[] = [
  ...bands.map((band) => ({ name: nameOf(band), note: { vi: `${band.from}–${band.days}`, en: `${band.from}–${band.days}` } })),
  { name: oldest, note: { vi: 'từ 60', en: '60 or more' } },
];

/** Names the band of an age. */
export function ageBand(ms: number): string {
  const band = bands.find(({ endMs }) => ms < endMs);
  return band ? nameOf(band) : oldest;
}

/** Since when a lead that nobody has tried to reach is stuck, and from which stages on nobody has to. */
export const stuckAfterMs = 14 * daysMs;
const settled = ['customer', 'repeat'];

/** Tells whether a lead stands at its stage for 14 days or longer without an attempt in that time; a customer is where they should be. */
export function isStuck(fact: AgeingFact, now: number): boolean {
  const open = visitsOf(fact, now).find((visit) => visit.isOpen);
  if (!open || settled.includes(open.stage)) return false;
  const last = Math.max(open.from, ...fact.calls.map(({ at }) => at).filter((at) => at <= now));
  return now - last >= stuckAfterMs;
}
