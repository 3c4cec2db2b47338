import type { Table } from '../platform/table.ts';
import type { Assignment } from './assignment.ts';
import { readDecision } from './store.ts';

/** Returns what a subject counts in the ledger of the pool that gave it, for whoever has it; null: nobody has it. */
export async function creditHeld(assignment: Assignment | null, table: Table): Promise<number | null> {
  if (!assignment || assignment.repId === null) return null;
  if (assignment.given) return assignment.given.credit;
  return (await readDecision(table, assignment.leadId, assignment.decisionId))?.credit ?? 0;
}
