import type { Actor } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { LeadId, SegmentId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readMembership } from './membership.ts';
import { movementWrites } from './move-member.ts';
import { segmentsInForce } from './segments-in-force.ts';

/** Somebody puts a lead into a list that people keep by hand, or takes it out. */
export interface ByHand {
  readonly leadId: LeadId;
  readonly segmentId: SegmentId;
  readonly isIn: boolean;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Returns what is written in the same transaction; alone where the lead is already as it was asked for. */
  readonly along: () => readonly WriteItem[];
}

interface ByHandParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/**
 * Sees to it that a lead is in a list by hand, or is not. Safe to repeat: only what changes is told.
 * @throws NotFoundError; InvalidInputError for a segment that has a rule; ConflictError
 */
export async function keepByHand({ leadId, segmentId, isIn, ...act }: ByHand, { table, config, clock }: ByHandParts): Promise<void> {
  const { all, version: rulesVersion } = await segmentsInForce(config);
  const segment = all.get(segmentId);
  if (!segment) throw new NotFoundError('no such segment');
  if (segment.rule) throw ruled();
  await untilWritten(async () => {
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) throw new NotFoundError('no such lead');
    // What was merged into another lead is in lists as that one.
    const before = await readMembership(table, lead.leadId, segmentId);
    const isNews = (before?.isIn ?? false) !== isIn;
    const movements = isNews ? [{ segmentId, before, isIn, reason: 'manual' as const, starts: true }] : [];
    const writes = [...movementWrites(lead, movements, { at: clock(), ...act, rulesVersion }), ...act.along()];
    if (writes.length > 0) await table.transact(writes);
  });
}

function ruled(): InvalidInputError {
  return new InvalidInputError('Leads come into this segment, and go, by its rule.', [
    { path: 'segmentId', message: 'name a segment that is kept by hand (`static: true`), or change the rule' },
  ]);
}
