import { type ChangedLead, type LifecycleAct, writeChange } from './change.ts';
import type { EntryDraft } from './draft.ts';
import type { AssignmentState, Lead, LeadOwner, LeadRouting } from './record.ts';
import { type DecideStage, decideStage } from './rules-lifecycle.ts';
import type { ChangeBeside } from './status-entry.ts';

/** What a lead copies of the assignment whose subject it is. */
export interface OwnerCopy {
  readonly owner: LeadOwner | null;
  readonly state: AssignmentState;
  /** @default - the territory that the lead has */
  readonly territory?: LeadRouting | undefined;
  /** What else the act makes of the lead. @default - nothing */
  readonly beside?: Omit<ChangeBeside, 'rules'> | undefined;
}

/**
 * Copies the assignment of a lead into the lead, for the transaction that changes the assignment. Only routing may call it, from the one
 * function that writes assignments (tools/borders.cjs).
 * @throws UntoldChangeError when the copy is what stands
 */
export function changeOwner(
  {
    before,
    copy,
    entries,
    ...act
  }: LifecycleAct & {
    readonly before: Lead;
    readonly copy: OwnerCopy;
    readonly entries: readonly EntryDraft[];
    /** True where `before` is made in the same transaction, whose write of the lead this one stands for. @default false */
    readonly isNew?: boolean;
  },
  decide: DecideStage = decideStage,
): ChangedLead {
  const { owner, state, territory = before.routing, beside } = copy;
  const fields = { owner, routing: territory && { ...territory, state }, ...beside?.fields };
  return writeChange(before, { fields, entries, takenBack: beside?.takenBack ?? [] }, act, decide);
}
