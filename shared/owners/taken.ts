import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { localSeconds } from '../platform/zones.ts';

const keptDays = 7;

/** The date on the clock of the company. */
export async function dayOf(at: Date, { config }: { readonly config: ConfigReader }): Promise<string> {
  const { timeZone } = await readCompany(config);
  return isoTime(new Date(localSeconds(timeZone, Math.floor(at.getTime() / 1000)) * 1000)).slice(0, 'yyyy-mm-dd'.length);
}

/** How many a rep has taken on a day, in any pool. */
export async function readTaken(table: Table, repId: RepId, date: string): Promise<number> {
  const item = await table.get(keys.takenOn(repId, date), { consistent: true });
  if (item === undefined) return 0;
  if (typeof item.taken !== 'number') throw new CorruptItemError('what a rep took on a day does not have the shape this version knows');
  return item.taken;
}

/** Counts one more that a rep takes; refused when another was counted since it was read. */
export function putTaken(repId: RepId, date: string, taken: number, at: Date): WriteItem {
  const Item = { ...keys.takenOn(repId, date), taken: taken + 1, expiresAt: epochSeconds(addMs(at, keptDays * daysMs)) };
  if (taken === 0) return { Put: { Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  return { Put: { Item, ConditionExpression: 'taken = :taken', ExpressionAttributeValues: { ':taken': taken } } };
}
