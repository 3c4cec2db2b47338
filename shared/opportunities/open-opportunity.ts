import type { Principal } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { changeLead, type Lead, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { type Opportunity, putOpportunity, readOpportunity } from '../needs/index.ts';
import type { Clock } from '../platform/clock.ts';
import { NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { type IdSource, type LeadId, leadSubject, OpportunityId } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { openedEntry } from './entries.ts';
import { type AssignedTo, type OpeningWish, opened } from './rules-open.ts';
import { assignedWithLead } from './rules-owner.ts';
import type { SalesRules } from './rules-pipeline.ts';
import { countedWith } from './rules-standing.ts';
import { salesRules } from './sales-rules.ts';
import { usualSubjects } from './subject-asked.ts';

/** More needs of one person at a time than any sale has; what is open is read together. */
export const mostOpen = 20;

/** A person makes a need of a lead an opportunity. */
export interface OpeningAsked {
  readonly leadId: LeadId;
  readonly wish: OpeningWish;
  /** Who asks; whether they may is for the caller to know. */
  readonly principal: Principal;
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
 * Opens an opportunity. Whoever has the lead has it, without a decision and without a credit; where somebody asks who has another need of the
 * lead only, or whose pools do, it goes with that one.
 * @throws NotFoundError; InvalidInputError for what the configuration does not list; NotPossibleNowError
 */
export function openOpportunity(asked: OpeningAsked, parts: OpeningParts): Promise<OpenedOpportunity> {
  const { leadId, wish, principal, correlationId, along } = asked;
  const actor = { kind: 'user', id: principal.userId } as const;
  return untilWritten(async () => {
    const [before, rules, lifecycle] = await Promise.all([
      readLead(parts.table, leadId, { consistent: true }),
      salesRules(parts.config),
      lifecycleInForce(parts.config),
    ]);
    if (!before) throw new NotFoundError('no such lead');
    if (before.evidence.opportunities.open >= mostOpen) throw tooMany();
    const at = parts.clock();
    const assigned = await assignedFor(before, principal, parts.table);
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

/** What somebody has of a lead that is another team's is one of its other needs: an open one, else one that is closed and still theirs. */
async function assignedFor(lead: Lead, principal: Principal, table: Table): Promise<AssignedTo> {
  const subjects = await usualSubjects(table, principal, lead);
  if (subjects.length === 0 || subjects.includes(leadSubject)) return assignedWithLead(lead);
  const ids = subjects.flatMap((subject) => OpportunityId.safeParse(subject).data ?? []);
  const needs = (await Promise.all(ids.map((id) => readOpportunity(table, id)))).filter((need) => need !== undefined);
  const [need] = [...needs.filter(({ state }) => state === 'open'), ...needs];
  if (!need) return assignedWithLead(lead);
  const { subject, owner, poolId } = need;
  if (need.state === 'open') return { subject, owner, poolId };
  // A closed one tells who closed it: a rep has it by a seat, and a leader cannot know whose it is.
  if (principal.role !== 'rep') throw noneIsOpen();
  return { subject, owner: principal.repId, poolId };
}

function noneIsOpen(): NotPossibleNowError {
  return new NotPossibleNowError(
    'What you have of this lead is closed: re-open it first. Cơ hội của bạn với khách này đã đóng: hãy mở lại trước.',
  );
}

function tooMany(): NotPossibleNowError {
  return new NotPossibleNowError(
    `The lead has ${mostOpen} open opportunities: close one first. Lead đã có ${mostOpen} cơ hội đang mở: hãy đóng bớt trước.`,
  );
}
