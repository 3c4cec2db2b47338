import { leadAssigned, leadUnassigned } from '../../events/index.ts';
import { type Act, changeLead, draftEntry, type Lead, type LeadRouting, noLifecycleRules, noteOnLead, readLeads } from '../leads/index.ts';
import { DecisionId, digest, type LeadId, type PoolId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { followOwner, readSeat, type Seat } from '../seats/index.ts';
import { decide } from './decide.ts';
import type { Decision, DraftDecision, PoolState } from './decision.ts';
import type { AssignParts } from './parts.ts';
import { currentRules } from './read-rules.ts';
import type { RoutingFacts } from './rules-facts.ts';
import { ledgerAfter } from './rules-ledger.ts';
import { attributesOf } from './rules-territory.ts';
import { putDecision, putPoolState, readDecision, readPoolState } from './store.ts';

/** The decisions of a batch and the one transaction that makes them true. */
export interface AssignmentPlan {
  readonly writes: readonly WriteItem[];
  readonly decisions: readonly Decision[];
  /** Owned before, by a decision of an earlier delivery: only their notice may be missing. */
  readonly owned: readonly Lead[];
}

/**
 * Decides a batch of one pool's leads, each upon the ledger that the one before left; writes nothing.
 * @param round 1 for the first try: only then are seats that the chosen reps may hold already left unread
 */
export async function planAssignments(
  poolId: PoolId,
  correlations: ReadonlyMap<LeadId, string>,
  parts: AssignParts,
  round: number,
): Promise<AssignmentPlan> {
  const [found, before, rules] = await Promise.all([
    readLeads(parts.table, [...correlations.keys()], { consistent: true }),
    readPoolState(parts.table, poolId),
    currentRules(parts.config),
  ]);
  const at = parts.clock();
  const writes: WriteItem[] = [];
  const decisions: Decision[] = [];
  const owned: Lead[] = [];
  let state: PoolState = before;

  const planned = new Set<LeadId>();
  for (const [named, correlationId] of correlations) {
    const lead = found.get(named);
    if (!lead?.routing) {
      // An erased lead, or one that nothing has routed: there is nothing to assign, and waiting would block the pool.
      parts.log.warn('no such lead to assign', { leadId: named, poolId });
      continue;
    }
    const { leadId, routing } = lead;
    // Two messages of leads that were merged since ask for one assignment.
    if (planned.has(leadId)) continue;
    planned.add(leadId);
    if (lead.owner) {
      owned.push(lead);
      continue;
    }
    const decision = withId(decide(factsFor(lead, routing, poolId), rules, new Map([[poolId, state]]), at), at, parts);
    decisions.push(decision);
    if (decision.chosen) {
      // Hardly a rep holds a seat at a lead before it is theirs. Where one does, the writes are refused and decided anew.
      const seat = round === 1 ? undefined : await readSeat(parts.table, leadId, decision.chosen);
      writes.push(...assignedWrites(lead, decision, correlationId, seat ? [seat] : [], parts));
      state = ledgerAfter(state, decision);
    } else if (!(await readDecision(parts.table, leadId, decision.decisionId))) {
      writes.push(...refusedWrites(lead, decision, correlationId, parts));
    }
  }
  // Every decision counts the ledger one version up; the item itself is written once.
  if (state !== before) writes.push(putPoolState(before, state));
  return { writes, decisions, owned };
}

/** What the pool that was asked has to know of a lead. */
function factsFor(lead: Lead, standing: LeadRouting, poolId: PoolId): RoutingFacts {
  return {
    leadId: lead.leadId,
    attributes: attributesOf(lead),
    regionReason: lead.region.reason,
    standing,
    handedTo: poolId === standing.poolId ? null : poolId,
  };
}

/** A refusal has one id per lead, pool and rules, so that a repeated delivery records it once. */
function withId(draft: DraftDecision, at: Date, { ids }: AssignParts): Decision {
  const { leadId, poolId, versions } = draft;
  const refusal = () => DecisionId.parse(`D0${digest(leadId, poolId, String(versions.pools), String(versions.reps))}`);
  return { decisionId: draft.chosen === null ? refusal() : ids.decisionId(at), ...draft };
}

function actOf({ decisionId, at }: Decision, correlationId: string): Act {
  return { at: new Date(at), actor: { kind: 'system', id: 'assign-leads' }, cause: { correlationId, causationId: decisionId } };
}

function assignedWrites(
  before: Lead,
  decision: Decision,
  correlationId: string,
  seats: readonly Seat[],
  { ids }: AssignParts,
): WriteItem[] {
  const { chosen: repId, poolId, decisionId, at } = decision;
  if (repId === null) return [];
  const draft = () => ({
    fields: { owner: { repId, poolId, since: at, decisionId } },
    entries: [draftEntry(leadAssigned, { repId, poolId, decisionId })],
  });
  const { after, writes } = changeLead({ ...actOf(decision, correlationId), before, rules: noLifecycleRules, ids, draft });
  return [...writes, putDecision(decision), ...followOwner(before, after, seats)];
}

function refusedWrites(lead: Lead, decision: Decision, correlationId: string, { ids }: AssignParts): WriteItem[] {
  const { poolId, decisionId } = decision;
  const reason = decision.reason === 'poolUnknown' ? 'poolUnknown' : 'noCandidate';
  const refused = draftEntry(leadUnassigned, { poolId, repId: null, reason, decisionId });
  return [...noteOnLead(lead, [refused], actOf(decision, correlationId), ids).writes, putDecision(decision)];
}
