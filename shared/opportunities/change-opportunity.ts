import type { Actor } from '../../events/index.ts';
import type { Principal } from '../access/index.ts';
import { type Act, changeLead, type Lead, noteOnLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { heldBy, lastHolder, type Opportunity, opportunitiesOf, putOpportunity } from '../needs/index.ts';
import type { OpportunityId } from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { restingWrites } from '../routing/index.ts';
import { changeEntries } from './entries.ts';
import { findOpportunity } from './find-opportunity.ts';
import type { OpenedOpportunity, OpeningParts } from './open-opportunity.ts';
import { type ChangeWish, changed } from './rules-change.ts';
import { holderOf } from './rules-owner.ts';
import type { SalesRules } from './rules-pipeline.ts';
import { countedWith } from './rules-standing.ts';
import { salesRules } from './sales-rules.ts';

/** A person changes an opportunity. */
export interface ChangeAsked {
  readonly opportunityId: OpportunityId;
  readonly wish: ChangeWish;
  /** The version that the person saw; undefined: none was named. */
  readonly seenVersion: number | undefined;
  readonly principal: Principal;
  readonly correlationId: string;
  /** Returns further writes for the same transaction. */
  readonly along: (changed: OpenedOpportunity, rules: SalesRules) => readonly WriteItem[];
}

/**
 * Changes an opportunity, with what its lead's evidence counts of it, so that a lead whose need sales takes on becomes an SQO at once.
 * @throws NotFoundError, also for an opportunity that is somebody else's; PreconditionFailedError when it is another than the person saw;
 * InvalidInputError; NotPossibleNowError
 */
export function changeOpportunity(asked: ChangeAsked, parts: OpeningParts): Promise<OpenedOpportunity> {
  const { opportunityId, wish, seenVersion, principal, correlationId, along } = asked;
  return untilWritten(async () => {
    const [found, rules] = await Promise.all([
      findOpportunity(parts.table, principal, opportunityId, 'opportunity.change'),
      salesRules(parts.config),
    ]);
    const { opportunity: before, lead } = found;
    refuseOtherVersion('opportunity', before, seenVersion);
    const at = parts.clock();
    const holder = holderOf(before, lead);
    // The last call about a sale may have taken the lead from whoever made it: the sale was theirs all the same.
    const wished = changed(before, wish, rules, at, holder.owner ?? lastHolder(before));
    if (wished === before) {
      const same = { opportunity: before, lead };
      await writeIfAny(parts.table, along(same, rules));
      return same;
    }
    // Whoever has it now: the copy may lag behind the lead.
    const after = heldBy(wished, holder);
    const actor: Actor = { kind: 'user', id: principal.userId };
    const act: Act = { at, actor, cause: { correlationId, causationId: correlationId } };
    const [told, rested] = await Promise.all([leadWith(lead, before, after, act, rules, parts), restedBy(lead, before, after, at, parts)]);
    const result = { opportunity: after, lead: told.after };
    await parts.table.transact([...told.writes, putOpportunity(before, after), ...rested, ...along(result, rules)]);
    return result;
  });
}

/** A sale that is closed is work no more for whoever has it, once no other sale of the same subject is open. */
async function restedBy(lead: Lead, before: Opportunity, after: Opportunity, at: Date, { table }: OpeningParts): Promise<WriteItem[]> {
  if (before.state !== 'open' || after.state === 'open') return [];
  const others = await opportunitiesOf(table, lead, { consistent: true });
  const { opportunityId, subject } = after;
  const isLast = !others.some((one) => one.state === 'open' && one.subject === subject && one.opportunityId !== opportunityId);
  return isLast ? restingWrites({ leadId: lead.leadId, subject }, at, table) : [];
}

/** Most changes say nothing that the lead's evidence counts: then the lead stays as it is. */
async function leadWith(
  lead: Lead,
  before: Opportunity,
  after: Opportunity,
  act: Act,
  rules: SalesRules,
  { config, ids }: OpeningParts,
): Promise<{ readonly after: Lead; readonly writes: readonly WriteItem[] }> {
  const entries = changeEntries(before, after, rules);
  const counted = countedWith(lead.evidence.opportunities, before, after);
  const { open, accepted, won } = lead.evidence.opportunities;
  const isSame = counted.open === open && counted.accepted === accepted && counted.won === won;
  if (isSame) return { after: lead, writes: noteOnLead(lead, entries, act, ids).writes };
  return changeLead({
    ...act,
    before: lead,
    rules: await lifecycleInForce(config),
    ids,
    draft: ({ evidence }) => ({
      fields: { evidence: { ...evidence, opportunities: counted } },
      entries,
      // Only what sales says again takes a stage back, never a sale that is lost.
      takenBack: counted.accepted < accepted ? ['opportunities'] : [],
    }),
  });
}
