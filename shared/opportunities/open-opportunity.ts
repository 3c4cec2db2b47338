import type { Actor } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { changeLead, type Lead, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { type Opportunity, putOpportunity, readOpportunity } from '../needs/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { type IdSource, type LeadId, leadSubject, OpportunityId, type RepId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readSeat } from '../seats/index.ts';
import { openedEntry } from './entries.ts';
import { type AssignedTo, type OpeningWish, opened } from './rules-open.ts';
import { assignedWithLead } from './rules-owner.ts';
import type { SalesRules } from './rules-pipeline.ts';
import { countedWith } from './rules-standing.ts';
import { salesRules } from './sales-rules.ts';

/** More needs of one person at a time than any sale has; what is open is read together. */
export const mostOpen = 20;

/** A person makes a need of a lead an opportunity. */
export interface OpeningAsked {
  readonly leadId: LeadId;
  readonly wish: OpeningWish;
  /** The rep who asks; null: somebody who is none. */
  readonly repId: RepId | null;
  /** Who may is for the caller to know. */
  readonly actor: Actor;
  /** The request that asks. */
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (opened: OpenedOpportunity, rules: SalesRules) => readonly WriteItem[];
}

export interface OpenedOpportunity {
  readonly opportunity: Opportunity;
  readonly lead: Lead;
}

export interface OpeningParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'entryId' | 'opportunityId'>;
}

/**
 * Opens an opportunity. Whoever has the lead has it, without a decision and without a credit; where a rep asks who has another need of the
 * lead only, it goes with that one.
 * @throws NotFoundError; InvalidInputError for what the configuration does not list; NotPossibleNowError
 */
export function openOpportunity(asked: OpeningAsked, parts: OpeningParts): Promise<OpenedOpportunity> {
  const { leadId, wish, repId, actor, correlationId, along } = asked;
  return untilWritten(async () => {
    const [before, rules, lifecycle] = await Promise.all([
      readLead(parts.table, leadId, { consistent: true }),
      salesRules(parts.config),
      lifecycleInForce(parts.config),
    ]);
    if (!before) throw new NotFoundError('no such lead');
    if (before.evidence.opportunities.open >= mostOpen) throw tooMany();
    const at = parts.clock();
    const assigned = await assignedFor(before, repId, parts.table);
    const id = parts.ids.opportunityId(before.leadId, at);
    const opportunity = opened({ opportunityId: id, leadId: before.leadId, wish, by: actor, assigned, at }, rules);
    const { after, writes } = changeLead({
      before,
      at,
      actor,
      cause: { correlationId, causationId: correlationId },
      rules: lifecycle,
      ids: parts.ids,
      draft: ({ evidence }) => ({
        fields: { evidence: { ...evidence, opportunities: countedWith(evidence.opportunities, null, opportunity) } },
        entries: [openedEntry(opportunity, rules)],
      }),
    });
    const result = { opportunity, lead: after };
    await parts.table.transact([...writes, putOpportunity(null, opportunity), ...along(result, rules)]);
    return result;
  });
}

/** What a rep has of somebody else's lead is one of its other needs. */
async function assignedFor(lead: Lead, repId: RepId | null, table: Table): Promise<AssignedTo> {
  if (repId === null || lead.owner?.repId === repId) return assignedWithLead(lead);
  const [subject = leadSubject] = (await readSeat(table, lead.leadId, repId))?.subjects ?? [];
  const other = OpportunityId.safeParse(subject);
  const known = other.success ? await readOpportunity(table, other.data) : undefined;
  return known ? { subject, owner: known.owner, poolId: known.poolId } : assignedWithLead(lead);
}

function tooMany(): NotPossibleNowError {
  return new NotPossibleNowError(
    `The lead has ${mostOpen} open opportunities: close one first. Lead đã có ${mostOpen} cơ hội đang mở: hãy đóng bớt trước.`,
  );
}
