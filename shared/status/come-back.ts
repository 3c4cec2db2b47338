import type { Actor } from '../../events/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { type LeadId, leadSubject } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import { untilWritten } from '../platform/versioned.ts';
import { assignMessageFor } from '../routing/index.ts';
import { type StatusParts, statusWrites } from './change-status.ts';
import { comesBack, type Return } from './rules-status.ts';

/** Something that happened about a lead, and that may bring it back to work. */
export interface Happened {
  readonly leadId: LeadId;
  readonly by: Return;
  /** When it happened: what the lead's status was set after changes nothing. */
  readonly at: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

/**
 * Brings a lead back to work where what happened says so. Safe to repeat: what happened before the status was set brings nobody back.
 * @returns the lead as it stands then; undefined: there is none
 */
export function comeBack({ leadId, by, at, actor, correlationId }: Happened, parts: StatusParts): Promise<Lead | undefined> {
  return untilWritten(async () => {
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (!lead || !comesBack(lead, by, at)) return lead;
    const act = { at: parts.clock(), actor, cause: { correlationId, causationId: correlationId } };
    await parts.table.transact([...(await statusWrites(lead, { to: 'active', reason: by, ...act }, parts))]);
    return readLead(parts.table, leadId, { consistent: true });
  });
}

/** Asks the pool of a lead that was brought back for an owner; nothing where somebody has it. */
export async function askForOwner(
  { leadId, routing }: Pick<Lead, 'leadId' | 'routing'>,
  correlationId: string,
  assign: Queue,
): Promise<void> {
  if (routing?.state !== 'waiting') return;
  const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId: routing.poolId, cause: 'returned' } as const;
  await assign.send(assignMessageFor({ ...asked, causationId: correlationId, correlationId }, 'cameBack'));
}
