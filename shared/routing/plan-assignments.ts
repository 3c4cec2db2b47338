import { leadAssigned, leadUnassigned } from '../../events/index.ts';
import type { ConfigSet } from '../config/index.ts';
import { type Act, changeLead, draftEntry, type Lead, type LeadRouting, noLifecycleRules, noteOnLead, readLeads } from '../leads/index.ts';
import { DecisionId, digest, type LeadId, type PoolId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { followOwner, readSeat, type Seat } from '../seats/index.ts';
import type { Candidate, Decision, PoolState } from './decision.ts';
import type { AssignParts } from './parts.ts';
import { type PoolConfig, poolKind } from './pool-config.ts';
import { type RepConfig, repKind } from './rep-config.ts';
import { type Choice, candidatesOf, choose, settle } from './rules-decide.ts';
import { putDecision, putPoolState, readDecision, readPoolState } from './store.ts';

/** What one lead counts; value-weighted credits come with the fairness ledger. */
const credit = 1;

/** The decisions of a batch and the one transaction that makes them true. */
export interface AssignmentPlan {
  readonly writes: readonly WriteItem[];
  readonly decisions: readonly Decision[];
  /** Owned before, by a decision of an earlier delivery: only their notice may be missing. */
  readonly owned: readonly Lead[];
}

/** The rules in force for a batch. */
interface Rules {
  readonly pool: PoolConfig | undefined;
  readonly pools: ConfigSet<PoolConfig>;
  readonly reps: ConfigSet<RepConfig>;
  readonly now: Date;
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
  const [found, before, pools, reps] = await Promise.all([
    readLeads(parts.table, [...correlations.keys()], { consistent: true }),
    readPoolState(parts.table, poolId),
    parts.config.current(poolKind),
    parts.config.current(repKind),
  ]);
  const rules: Rules = { pool: pools.documents.get(poolId), pools, reps, now: parts.clock() };
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
    const { leadId } = lead;
    // Two messages of leads that were merged since ask for one assignment.
    if (planned.has(leadId)) continue;
    planned.add(leadId);
    if (lead.owner) {
      owned.push(lead);
      continue;
    }
    const candidates = rules.pool ? candidatesOf(rules.pool, reps.documents, state) : [];
    const choice: Choice = rules.pool ? choose(leadId, candidates, credit) : { chosen: null, reason: 'poolUnknown' };
    const decision = decisionOf({ ...lead, routing: lead.routing }, state, candidates, choice, rules, parts);
    decisions.push(decision);
    if (choice.chosen) {
      // Hardly a rep holds a seat at a lead before it is theirs. Where one does, the writes are refused and decided anew.
      const seat = round === 1 ? undefined : await readSeat(parts.table, leadId, choice.chosen.repId);
      writes.push(...assignedWrites(lead, decision, correlationId, seat ? [seat] : [], parts));
      state = settle(state, candidates, choice, credit);
    } else if (!(await readDecision(parts.table, leadId, decision.decisionId))) {
      writes.push(...refusedWrites(lead, decision, correlationId, parts));
    }
  }
  // Every decision counts the ledger one version up; the item itself is written once.
  if (state !== before) writes.push(putPoolState(before, state));
  return { writes, decisions, owned };
}

function decisionOf(
  lead: Lead & { readonly routing: LeadRouting },
  state: PoolState,
  candidates: readonly Candidate[],
  choice: Choice,
  { pools, reps, now }: Rules,
  { ids }: AssignParts,
): Decision {
  const { leadId, region, products, routing } = lead;
  const { poolId } = state;
  return {
    // A refusal has one id per lead, pool and rules, so that a repeated delivery records it once.
    decisionId: choice.chosen
      ? ids.decisionId(now)
      : DecisionId.parse(`D0${digest(leadId, poolId, String(pools.version), String(reps.version))}`),
    leadId,
    at: now.toISOString(),
    poolId,
    poolVersion: state.version,
    routing,
    region: { provinceCode: region.provinceCode, macroRegion: region.macroRegion, reason: region.reason },
    products,
    poolsVersion: pools.version,
    repsVersion: reps.version,
    credit,
    candidates: [...candidates],
    chosen: choice.chosen?.repId ?? null,
    reason: choice.reason,
  };
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
