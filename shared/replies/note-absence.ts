import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { noteAway } from '../mail/index.ts';
import { addMs, daysMs, isoTime, secondsMs } from '../platform/clock.ts';
import type { AddressDigest } from '../platform/digests.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { reachesLocal } from '../platform/zones.ts';
import type { Automatic } from './rules-mail.ts';

/**
 * Has advertising to an address wait while its person is away: over the day that their mailbox names, else for as many days as the company says. Safe to
 * repeat; a longer absence stays. @returns until when they are away by this answer; null: it says nothing of it
 */
export async function noteAbsence(
  { isAway, returnsOn }: Pick<Automatic, 'isAway' | 'returnsOn'>,
  address: AddressDigest | null,
  answeredAt: Date,
  { table, config }: { readonly table: Pick<Table, 'update'>; readonly config: ConfigReader },
): Promise<string | null> {
  if (!isAway || address === null) return null;
  const { awayDays, timeZone } = await readCompany(config);
  const until = returnsOn === null ? daysLater(answeredAt, awayDays) : dayBehind(returnsOn, timeZone);
  if (until === null) return null;
  try {
    await table.update(noteAway(address, isoTime(until)).Update);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
  return isoTime(until);
}

const daysLater = (at: Date, days: number): Date | null => (days === 0 ? null : addMs(at, days * daysMs));

/** Some name the day on which they are back and some the last one of their absence: behind it both are there. */
function dayBehind(day: string, timeZone: string): Date {
  const local = (Date.parse(day) + daysMs) / secondsMs;
  return new Date(reachesLocal(timeZone, local) * secondsMs);
}
