import type { Lead } from '../leads/index.ts';
import type { RepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { isOffered, readAssignment } from '../routing/index.ts';
import { readSeat, type Seat } from '../seats/index.ts';
import { isHandedCall, readTasks, type Task } from '../tasks/index.ts';

/** Why a rep may ask for the number of a lead. `seat`: they have something of it; `task`: a call to make was handed to them, which cannot be done otherwise. */
export type Ground =
  | { readonly kind: 'seat'; readonly seat: Seat; readonly revealedAt: string | undefined }
  | { readonly kind: 'task'; readonly task: Task; readonly revealedAt: string | undefined }
  /** What they have is offered to them, and not accepted yet. */
  | { readonly kind: 'offered' };

/** Finds why a rep may ask for the number of a lead, by how things stand now; null: they may not. The tasks are read only for who has nothing of it. */
export async function findGround(table: Table, lead: Pick<Lead, 'leadId' | 'members'>, repId: RepId): Promise<Ground | null> {
  const seat = await readSeat(table, lead.leadId, repId);
  if (seat && (await hasAccepted(table, seat))) return { kind: 'seat', seat, revealedAt: seat.revealedAt };
  const task = (await readTasks(table, lead)).find((one) => one.status === 'open' && isHandedCall(one, repId));
  if (task) return { kind: 'task', task, revealedAt: task.revealedAt };
  return seat ? { kind: 'offered' } : null;
}

/** Tells whether something of what a rep has of a lead is theirs, and not only offered. */
async function hasAccepted(table: Table, { leadId, repId, subjects }: Seat): Promise<boolean> {
  const assignments = await Promise.all(subjects.map((subject) => readAssignment(table, leadId, subject)));
  return assignments.some((assignment) => assignment?.repId === repId && !isOffered(assignment));
}
