import type { LeadAction } from '../../api/actions.ts';
import type { Principal } from '../access/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { findLead } from '../reading/index.ts';
import { isHandedCall, readTasks, type Task } from '../tasks/index.ts';

/** A lead that somebody calls, or called. */
interface Called {
  readonly leadId: LeadId;
  readonly action: Extract<LeadAction, 'call.log' | 'lead.contact' | 'lead.correct' | 'lead.read' | 'lead.reveal'>;
  readonly missing: string;
}

/**
 * Finds a lead to which the caller may log calls, or whose masked number they ask for: by right, or because a call to make was handed to them, which cannot be done otherwise.
 * @throws NotFoundError
 */
export function findLeadToCall(table: Table, principal: Principal, called: Called): Promise<Lead> {
  return findCalled(table, principal, called, ({ status }) => status === 'open');
}

/** Finds a lead of which the caller takes back a call that they logged: the call that was handed to them may be done by now. @throws NotFoundError */
export function findLeadCalled(table: Table, principal: Principal, called: Called): Promise<Lead> {
  return findCalled(table, principal, called, () => true);
}

/**
 * Finds a lead whose qualification the caller may ask for, and note: by right, or because a qualification call was handed to them, which needs
 * the script and ends with its result.
 * @throws NotFoundError
 */
export function findLeadToQualify(table: Table, principal: Principal, called: Called): Promise<Lead> {
  return findCalled(table, principal, called, ({ kind, status }) => kind === 'qualification' && status === 'open');
}

async function findCalled(
  table: Table,
  principal: Principal,
  { leadId, action, missing }: Called,
  counts: (task: Task) => boolean,
): Promise<Lead> {
  try {
    return await findLead(table, principal, leadId, action, missing);
  } catch (error) {
    if (!(error instanceof NotFoundError) || principal.role !== 'rep') throw error;
    const { repId } = principal;
    // What was handed to them lies under the record that it was made for, also once that is part of another.
    const lead = await readLead(table, leadId, { consistent: true });
    const tasks = lead ? await readTasks(table, lead) : [];
    if (!lead || !tasks.some((task) => isHandedCall(task, repId) && counts(task))) throw error;
    return lead;
  }
}
