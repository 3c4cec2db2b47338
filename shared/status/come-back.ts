import type { Actor } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { type LeadId, leadSubject } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import { untilWritten } from '../platform/versioned.ts';
import { assignMessageFor, comesBackToMarketing } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { type StatusParts, statusWrites } from './change-status.ts';
import { comesBack, type Return } from './rules-status.ts';

export interface ComeBackParts extends StatusParts {
  readonly config: Pick<ConfigReader, 'current'>;
}

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
 * Brings a lead back to work where what happened says so, to a rep or, below the level that its pool asks for, to marketing. Safe to repeat: what happened before the status was set brings nobody back.
 * @returns the lead as it stands then; undefined: there is none
 */
export function comeBack({ leadId, by, at, actor, correlationId }: Happened, parts: ComeBackParts): Promise<Lead | undefined> {
  return untilWritten(async () => {
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (!lead || !comesBack(lead, by, at)) return lead;
    const act = { at: parts.clock(), actor, cause: { correlationId, causationId: correlationId } };
    const back = (await isMarketings(lead, by, parts)) ? 'marketing' : 'waiting';
    await parts.table.transact([...(await statusWrites(lead, { to: 'active', reason: by, back, ...act }, parts))]);
    return readLead(parts.table, leadId, { consistent: true });
  });
}

/** Who comes back is sales' where they have bought, and else from the level on that their pool asks of new leads. */
async function isMarketings(lead: Lead, by: Return, { config }: Pick<ComeBackParts, 'config'>): Promise<boolean> {
  if (by === 'purchase' || lead.routing === null) return false;
  const pools = await config.current(poolKind);
  return comesBackToMarketing(pools.documents.get(lead.routing.poolId), lead);
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
