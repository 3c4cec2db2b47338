import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Table } from '../platform/table.ts';
import { putLook } from './date-look-request.ts';
import { dateTriggersOf, nextLook } from './rules-date-look.ts';
import { sequencesInForce } from './sequences-in-force.ts';

/** Sets the next look at whose day it is, where some sequence asks for days. Safe to repeat: looks follow one another from then on. */
export async function beginDateLooks(
  { table, config }: { readonly table: Pick<Table, 'put'>; readonly config: ConfigReader },
  now: Date,
): Promise<void> {
  const { sequences } = await sequencesInForce(config);
  if (dateTriggersOf(sequences.values()).length === 0) return;
  const { timeZone } = await readCompany(config);
  await table.put(putLook(nextLook(now, timeZone)).Put);
}
