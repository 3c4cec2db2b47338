import type { Lead } from '../leads/index.ts';
import type { Table } from '../platform/table.ts';
import type { Assignment } from './assignment.ts';
import { readDecisionAbout } from './store.ts';

/** Returns what a subject of a lead counts in the ledger of the pool that gave it, for whoever has it; null: nobody has it. */
export async function creditHeld(assignment: Assignment | null, { leadId }: Pick<Lead, 'leadId'>, table: Table): Promise<number | null> {
  if (!assignment || assignment.repId === null) return null;
  if (assignment.given) return assignment.given.credit;
  return (await readDecisionAbout(table, { leadId, subject: assignment.subject }, assignment.decisionId))?.credit ?? 0;
}
