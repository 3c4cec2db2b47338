import { isDeepStrictEqual } from 'node:util';
import { changeOwner } from '../leads/change-owner.ts';
import {
  type Act,
  type ChangeBeside,
  changeLead,
  type EntryDraft,
  type Lead,
  type LeadRouting,
  noLifecycleRules,
  noteOnLead,
} from '../leads/index.ts';
import { assignedTo, type Opportunity, putOpportunity } from '../needs/index.ts';
import { type IdSource, leadSubject, type SubjectId } from '../platform/ids.ts';
import { ConditionFailedError, type WriteItem } from '../platform/table.ts';
import { followSubject, type Seat } from '../seats/index.ts';
import {
  acceptTask,
  asksForAnswer,
  doneAtOnce,
  endTasks,
  firstContact,
  followOwner,
  type Task,
  type TaskChange,
  taskIdOf,
  writeTasks,
} from '../tasks/index.ts';
import type { Assignment, AssignmentTarget } from './assignment.ts';
import { type Taken, takeLoad } from './load.ts';
import { releasedWrites } from './release-load.ts';
import { moveAssignment, ownerOf, type Place, placeOf } from './rules-assignment.ts';
import { putAssignment } from './store.ts';

export interface AssignmentChange extends Act {
  /** As it was read, consistently. */
  readonly lead: Lead;
  /** True where the lead is made in the same transaction: then these writes make it. @default - it is there */
  readonly isNewLead?: boolean;
  readonly subject: SubjectId;
  /** As it was read; null: none is there, and the writes are refused where one is. */
  readonly before: Assignment | null;
  readonly to: AssignmentTarget;
  readonly entries: readonly EntryDraft[];
  /** The seats of the rep who had the subject and of the one who gets it, as far as there are any; the writes are refused where others are. */
  readonly seats: readonly Seat[];
  /** The tasks of the lead, as far as there are any; the writes are refused where one was changed. Ones that the caller ends itself are left out. */
  readonly tasks: readonly Task[];
  /** What the rep who gets it has in hand, where that is counted. @default - it is not, or the rep has it already */
  readonly taken?: Taken | undefined;
  /** The opportunities that the subject is, beside the lead; the writes are refused where one was changed. @default - none */
  readonly opportunities?: readonly Opportunity[];
  /** The territory that a lead goes to. @default - it stays in the one that it has */
  readonly territory?: LeadRouting;
  /** What else the act makes of the lead: what becomes known of the person, and perhaps another status. @default - it stays as it is */
  readonly beside?: ChangeBeside;
  /** True where the act itself is the first contact of whoever gets it: then that is done. @default - it is to be made */
  readonly isContact?: boolean;
  readonly ids: Pick<IdSource, 'entryId'>;
}

/**
 * Returns the writes that move a subject to another state or rep, for the transaction of whoever moves it: the assignment, the copy in the
 * lead or in the opportunities that the subject is, the seats, the tasks with their timers and the entries. Nothing else changes an owner. Refused when
 * somebody was quicker.
 * @throws ForbiddenMoveError
 */
export function changeAssignment({
  lead,
  isNewLead = false,
  subject,
  before,
  to,
  entries,
  seats,
  tasks,
  opportunities = [],
  taken,
  territory,
  beside,
  isContact = false,
  ids,
  ...act
}: AssignmentChange): readonly WriteItem[] {
  const from = placeOf(before, lead, subject);
  const after = moveAssignment({ leadId: lead.leadId, subject, before, from, isCounted: taken !== undefined }, to, act.at.toISOString());
  const changed = changeLeadOf({ lead, isNewLead, subject, entries, territory, beside, ids, ...act }, after);
  const seated = followSubject({ subject, from: from.repId, to: after.repId }, changed.after, seats);
  const followed = opportunities.flatMap((opportunity) => writesOf(opportunity, after));
  const contactDueAt = to.state === 'owned' ? to.contactDueAt : null;
  const remindAt = to.state === 'offered' ? to.remindAt : undefined;
  const tasked = writeTasks(eachOnce(tasksAfter(tasks, { lead, from, after, contactDueAt, remindAt, isContact }, act.at)), act.at);
  return [
    ...changed.writes,
    putAssignment(before, after),
    ...followed,
    ...seated,
    ...tasked,
    ...countedWrites(before, after, taken, act.at),
  ];
}

/**
 * Tasks are read behind the assignment: what another move brought in between is changed as one that was there, and made as the one of this move. No transaction
 * takes both, and none would be right. @throws ConditionFailedError for a task that is changed twice
 */
function eachOnce(changes: readonly TaskChange[]): readonly TaskChange[] {
  if (new Set(changes.map(({ after }) => taskIdOf(after))).size < changes.length) throw new ConditionFailedError([], new Map());
  return changes;
}

/** What a rep has in hand is counted once for each assignment, and taken off once: the assignment says that it counts. */
function countedWrites(before: Assignment | null, after: Assignment, taken: Taken | undefined, at: Date): WriteItem[] {
  if (before?.repId != null && before.repId === after.repId) return before.counted ? [] : takenWrites(after, taken);
  return [...(before ? releasedWrites(before, at) : []), ...takenWrites(after, taken)];
}

function takenWrites({ repId }: Assignment, taken: Taken | undefined): WriteItem[] {
  return repId !== null && taken ? [takeLoad(repId, taken)] : [];
}

/** An opportunity copies whose it is, for rights and boards. */
function writesOf(before: Opportunity, { repId, poolId }: Assignment): WriteItem[] {
  const after = assignedTo(before, { owner: repId, poolId });
  return after === before ? [] : [putOpportunity(before, after)];
}

interface Moved {
  readonly lead: Pick<Lead, 'evidence'>;
  readonly from: Place;
  readonly after: Assignment;
  /** Null: nobody is to reach out by this move. */
  readonly contactDueAt: string | null;
  /** When whoever is offered it is reminded, where their pool says so. */
  readonly remindAt: string | undefined;
  readonly isContact: boolean;
}

/** Tasks go where their subject goes, and whoever owns it now has a first contact to make, a hot one unless a hot call comes along. */
function tasksAfter(tasks: readonly Task[], { lead, from, after, contactDueAt, remindAt, isContact }: Moved, at: Date): TaskChange[] {
  const { leadId, subject, state, repId, version } = after;
  const goesOn = state !== 'ended' && state !== 'marketing';
  const followed = followOwner(tasks, { subject, from: from.repId, to: repId, goesOn }, at);
  if (after.state === 'offered' && after.slaDueAt !== undefined) {
    const offered = { leadId, subject, repId: after.repId, turn: version, dueAt: after.slaDueAt };
    return [...followed, acceptTask({ ...offered, ...(remindAt === undefined ? {} : { remindAt }) }, at)];
  }
  const isNewlyOwned = from.state !== state || from.repId !== repId;
  if (state !== 'owned' || contactDueAt === null || !isNewlyOwned) return followed;
  const isCalledAnyway = followed.some(({ after: task }) => task.status === 'open' && task.reason === 'hot');
  const accepted = from.repId === repId ? endTasks(tasks, (task) => task.subject === subject && asksForAnswer(task), 'done', at) : [];
  const isHot = lead.evidence.temperature === 'hot' && !isCalledAnyway;
  const contact = firstContact({ leadId, subject, repId, turn: version, dueAt: contactDueAt, isHot }, at);
  return [...followed, ...accepted, isContact ? doneAtOnce(contact, at) : contact];
}

type LeadChange = Pick<AssignmentChange, 'lead' | 'subject' | 'entries' | 'ids' | keyof Act> & {
  readonly isNewLead: boolean;
  readonly territory: LeadRouting | undefined;
  readonly beside: ChangeBeside | undefined;
};

/** Another subject's owner is none of the lead's, and a lead that goes on waiting stays as it is. */
function changeLeadOf(
  { lead, isNewLead, subject, entries, territory, beside, ids, ...act }: LeadChange,
  assignment: Assignment,
): { readonly after: Lead; readonly writes: readonly WriteItem[] } {
  const copy = { owner: ownerOf(assignment), state: assignment.state };
  const isMove = !isDeepStrictEqual(copy, { owner: lead.owner, state: lead.routing?.state });
  const rules = beside?.rules ?? noLifecycleRules;
  if (subject === leadSubject && (isMove || territory)) {
    return changeOwner({ ...act, isNew: isNewLead, before: lead, copy: { ...copy, territory, beside }, entries, rules, ids });
  }
  if (!beside) return { after: lead, writes: noteOnLead(lead, entries, act, ids).writes };
  const { fields, takenBack = [] } = beside;
  return changeLead({ ...act, before: lead, rules, ids, draft: () => ({ fields, entries, takenBack }) });
}
