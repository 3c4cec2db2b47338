import { type LifecycleRules, recountStage, type Stage, walkLeads } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';

/** Leads that are named of each kind of move, to look at before anything happens. */
const namedPerMove = 5;

/** Leads that go the same way. */
export interface PreviewedMove {
  readonly from: Stage;
  readonly to: Stage;
  readonly leads: number;
  /** The newest of them. */
  readonly named: readonly LeadId[];
}

/** What a recount would do. */
export interface RecountPreview {
  readonly looked: number;
  readonly moves: readonly PreviewedMove[];
  /** Leads that would move, but a person said where they are. */
  readonly kept: number;
  readonly malformed: readonly string[];
}

/** Counts what a recount by these rules would do to the leads of the table, and changes nothing. */
export async function previewRecount(table: Table, rules: LifecycleRules): Promise<RecountPreview> {
  const moves = new Map<string, PreviewedMove>();
  const malformed: string[] = [];
  let looked = 0;
  let kept = 0;
  for await (const page of walkLeads(table, { from: null, to: null, before: null })) {
    malformed.push(...page.malformed);
    looked += page.leads.length;
    for (const { leadId, stage: from, ...lead } of page.leads) {
      const found = recountStage({ ...lead, stage: from }, rules);
      if (!found) continue;
      if (found.isKept) {
        kept += 1;
        continue;
      }
      const { to } = found;
      const { leads = 0, named = [] } = moves.get(`${from} ${to}`) ?? {};
      moves.set(`${from} ${to}`, { from, to, leads: leads + 1, named: [...named, leadId].slice(0, namedPerMove) });
    }
  }
  return { looked, moves: [...moves.values()].sort((one, other) => other.leads - one.leads), kept, malformed };
}
