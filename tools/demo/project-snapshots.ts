import type { Snapshot } from '../../local/demo/snapshot.ts';
import { projectFact } from '../../shared/facts/index.ts';
import { LeadId } from '../../shared/platform/ids.ts';
import { keys, partitionId } from '../../shared/platform/keys.ts';
import { createFixedConfig } from '../../test/support/lead-world/config.ts';
import { memoryTable } from '../../test/support/memory-table.ts';

/** Makes the facts of a snapshot anew from its leads: for a snapshot that was lived before there were facts, or before they were folded as they are now. */
export async function withFactsAnew(snapshot: Snapshot): Promise<Snapshot> {
  const table = memoryTable();
  const kept = snapshot.items.filter(({ pk }) => !String(pk).startsWith(keys.factsPrefix));
  table.seed(...kept);
  const parts = { table, config: createFixedConfig(), clock: () => new Date(snapshot.endMs) };
  for (const item of kept) if (item.sk === keys.leadSk) await projectFact(LeadId.parse(partitionId(item)), parts);
  return { ...snapshot, items: [...kept, ...table.all().filter(({ pk }) => String(pk).startsWith(keys.factsPrefix))] };
}
