import { repKind } from '../../../shared/routing/rep-config.ts';
import { type Company, userOf } from '../company.ts';
import { dayMs, hourMs, midnightOf } from '../seasons.ts';

/** Who gets the leads that nobody could place: since how many days before the end they are away, and how many days after it they return. */
const away = [
  { repId: 'rep-ngoc', days: 30, returnsIn: 11 },
  { repId: 'rep-truong', days: 9, returnsIn: 4 },
] as const;

/** Those who get leads from nobody knows where are on leave at the end, one after the other, so that such leads wait for somebody. */
export function staffing(company: Company): void {
  for (const { repId } of away) {
    const leave = awayOf(company, repId);
    const { agenda, product, span } = company;
    if (leave)
      agenda.at(Math.max(span.startMs, leave.leavesMs), () => product.publish(repKind, repId, (rep) => ({ ...rep, active: false })));
  }
}

/** Between which moments somebody is on leave: from an evening to the midnight before they return. */
export function awayOf({ span }: Company, repId: string): { readonly leavesMs: number; readonly returnsMs: number } | undefined {
  const leave = away.find((one) => one.repId === repId);
  if (leave === undefined) return undefined;
  const { days, returnsIn } = leave;
  return { leavesMs: midnightOf(span.endMs - days * dayMs) + 18 * hourMs, returnsMs: midnightOf(span.endMs + returnsIn * dayMs) };
}

/** Tells whether somebody is on leave: what they are to do lies there. */
export function isAway(company: Company, user: string): boolean {
  return away.some(({ repId }) => userOf(repId) === user && company.agenda.nowMs >= (awayOf(company, repId)?.leavesMs ?? 0));
}
