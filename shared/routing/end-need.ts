import { leadUnassigned } from '../../events/index.ts';
import { type Act, draftEntry, type Lead } from '../leads/index.ts';
import { type Opportunity, opportunitiesAssignedAs } from '../needs/index.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import type { Assignment } from './assignment.ts';
import { changeAssignment } from './change-assignment.ts';
import type { AssignParts } from './parts.ts';
import { isListedAsWaiting } from './rules-assignment.ts';

/** Tells whether nobody is to have a need any more: its sale is closed, or sales is done with the person, for good or for now. */
export function isOver({ state }: Pick<Opportunity, 'state'>, { status }: Pick<Lead, 'status'>): boolean {
  return state !== 'open' || status === 'disqualified' || status === 'recycled';
}

/** A need that is over. */
interface Ending {
  readonly lead: Lead;
  readonly subject: SubjectId;
  readonly opportunities: readonly Opportunity[];
}

type Asking = Act['cause'];

/** Returns the writes by which a need that waits leaves the list of its pool, so that nobody is asked or rung for it again. */
export async function endedNeedWrites(
  need: Ending,
  before: Assignment | null,
  cause: Asking,
  parts: AssignParts,
): Promise<readonly WriteItem[]> {
  return before && isLookedFor(before) ? endWrites(need, before, cause, parts) : [];
}

/** Returns the writes by which whoever has a need loses it because nobody works with its lead any more; null: the lead is back, or nobody has it. */
export async function needOverWrites(
  { lead, subject }: Pick<Ending, 'lead' | 'subject'>,
  before: Assignment,
  cause: Asking,
  parts: AssignParts,
): Promise<readonly WriteItem[] | null> {
  const opportunities = await opportunitiesAssignedAs(parts.table, lead, subject);
  const isStanding = before.repId !== null || isLookedFor(before);
  if (!isStanding || !opportunities.every((one) => isOver(one, lead))) return null;
  return endWrites({ lead, subject, opportunities }, before, cause, parts);
}

/** Somebody is looked for, or may come. */
const isLookedFor = (before: Assignment) => isListedAsWaiting(before) || before.state === 'floating';

async function endWrites(
  need: Ending,
  before: Assignment,
  cause: Asking,
  { table, ids, clock }: AssignParts,
): Promise<readonly WriteItem[]> {
  const { lead, subject } = need;
  const { poolId, repId, decisionId } = before;
  const [seat, tasks] = await Promise.all([repId === null ? undefined : readSeat(table, lead.leadId, repId), readTasks(table, lead)]);
  return changeAssignment({
    ...need,
    before,
    to: { state: 'ended', poolId, repId: null, decisionId: null },
    entries: [draftEntry(leadUnassigned, { subject, poolId, repId, reason: 'over', decisionId: decisionId ?? '' })],
    seats: seat ? [seat] : [],
    tasks,
    ids,
    at: clock(),
    actor: { kind: 'system', id: 'assign-leads' },
    cause,
  });
}
