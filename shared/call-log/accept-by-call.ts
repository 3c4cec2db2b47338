import type { ConfigReader } from '../config/index.ts';
import type { Act, EntryDraft, Lead, LifecycleRules } from '../leads/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import type { IdSource, RepId, TaskName } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { type Assignment, acceptedEntry, changeAssignment, findContactDue, isOffered, type Offered } from '../routing/index.ts';
import { readSeat } from '../seats/index.ts';
import { firstContactName, type Task } from '../tasks/index.ts';
import type { PlannedCall } from './plan-call.ts';

/** Returns the offer that a rep accepts by a call about it: whoever talks to the person has taken them. Null: nothing is offered to them. */
export function offerAcceptedBy(repId: RepId | null, assignment: Assignment | undefined): Offered | null {
  return assignment && isOffered(assignment) && assignment.repId === repId ? assignment : null;
}

/** The first contact that is done by the call which accepts an offer; undoing the call has it to be made again. */
export const contactMadeBy = ({ subject, version }: Offered): TaskName => firstContactName(subject, version + 1);

/** Tells that an offer is accepted by a call. */
export function acceptedByCall(offer: Offered, at: Date): EntryDraft {
  const { subject, repId, poolId, decisionId, since: offeredAt, slaDueAt } = offer;
  return acceptedEntry(subject, { repId, poolId, decisionId, offeredAt, slaDueAt }, at);
}

/** The act by which a call is logged. */
export interface CallAct extends Act {
  readonly ids: Pick<IdSource, 'entryId'>;
}

interface Accepting {
  readonly lead: Lead;
  readonly offer: Offered;
  readonly draft: PlannedCall['draft'];
  /** The tasks of the lead that the call leaves as they are. */
  readonly tasks: readonly Task[];
  readonly protectedUntil: string | null;
  readonly rules: LifecycleRules;
}

/** Returns the writes by which a rep has what they were offered, with what the call makes of its lead. */
export async function acceptanceWrites(
  { lead, offer, draft, tasks, protectedUntil, rules }: Accepting,
  act: CallAct,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<readonly WriteItem[]> {
  const { subject, repId, poolId, decisionId } = offer;
  const [seat, opportunities, contactDueAt] = await Promise.all([
    readSeat(table, lead.leadId, repId),
    opportunitiesAssignedAs(table, lead, subject),
    findContactDue({ repId, poolId }, act.at, config),
  ]);
  const { entries, ...known } = draft;
  return changeAssignment({
    ...act,
    lead,
    subject,
    before: offer,
    to: { state: 'owned', poolId, repId, decisionId, contactDueAt, ...(protectedUntil === null ? {} : { protectedUntil }) },
    entries: [acceptedByCall(offer, act.at), ...entries],
    beside: { ...known, rules },
    isContact: true,
    seats: seat ? [seat] : [],
    tasks,
    opportunities,
  });
}
