import type { ConfigReader } from '../config/index.ts';
import type { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { readLoads, type Taken } from './load.ts';
import { currentRules } from './read-rules.ts';
import { companyOf } from './rules-availability.ts';
import { isCounted, loadAt } from './rules-load.ts';

/** Returns what a rep has in hand whom somebody gives something; no cap holds against it. Undefined: nobody asks what the rep has. */
export async function takenByHand(
  repId: RepId,
  at: Date,
  { table, config }: { readonly table: Table; readonly config: Pick<ConfigReader, 'current'> },
): Promise<Taken | undefined> {
  const rules = await currentRules(config);
  const rep = rules.reps.documents.get(repId);
  if (!rep || !isCounted(repId, rules)) return undefined;
  const read = (await readLoads(table, [repId])).get(repId);
  return { version: read?.version ?? 0, seen: loadAt(read, rep, companyOf(rules), at) };
}
