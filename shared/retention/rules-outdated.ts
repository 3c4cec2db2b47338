import type { CompanyConfig } from '../company/company-config.ts';
import type { Lead } from '../leads/record.ts';

export type Retention = NonNullable<CompanyConfig['retention']>;

/** Returns the moment so many months before another one, by the calendar in UTC; of a day that the month has not, its last one. */
export function monthsBefore(at: Date, months: number): Date {
  const moved = new Date(at);
  moved.setUTCMonth(moved.getUTCMonth() - months);
  // The 31st of a month with thirty days would be the first of the next one.
  if (moved.getUTCDate() !== at.getUTCDate()) moved.setUTCDate(0);
  return moved;
}

/** Returns the moment before which nobody has to have done anything for anybody to be looked at; null: everybody is kept. */
export function latestCutOff({ leadsAfterMonths, customersAfterMonths }: Retention, now: Date): Date | null {
  const months = [leadsAfterMonths, customersAfterMonths].filter((one) => one !== undefined);
  return months.length === 0 ? null : monthsBefore(now, Math.min(...months));
}

/**
 * Tells whether a lead is kept no longer: its person, and whoever worked with it, has done nothing for as long as the company says. A sale that is open
 * is a reason to keep it.
 * @param activeAt when its person did something last
 */
export function isOutdated(
  { stage, updatedAt, evidence, mergedInto }: Pick<Lead, 'stage' | 'updatedAt' | 'evidence' | 'mergedInto'>,
  activeAt: string,
  { leadsAfterMonths, customersAfterMonths }: Retention,
  now: Date,
): boolean {
  const isCustomer = stage === 'customer' || stage === 'repeat';
  const months = isCustomer ? customersAfterMonths : leadsAfterMonths;
  if (months === undefined || mergedInto !== null || evidence.opportunities.open > 0) return false;
  const cutOff = monthsBefore(now, months).toISOString();
  return updatedAt < cutOff && activeAt < cutOff;
}
