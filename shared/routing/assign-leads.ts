import { type AssignMessage, leadAssigned, leadUnassigned } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, putTimelineEntry, readLeads, replaceLead, timelineEntry } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { DecisionId, digest, type IdSource, LeadId, type PoolId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Queue } from '../platform/queues.ts';
import { ConditionFailedError, type Table, type WriteItem } from '../platform/table.ts';
import type { Decision, PoolState } from './decision.ts';
import { candidatesOf, choose, settle } from './rules-decide.ts';
import { fallbackTerritory } from './rules-territory.ts';
import { putDecision, putPoolState, readDecision, readPoolState } from './store.ts';

export interface AssignParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly notice: Queue;
  readonly assign: Queue;
  readonly log: Log;
}

/** How often a batch is decided anew when intake changed a lead in between. */
const maxRounds = 12;
/** What one lead counts; value-weighted credits come with the fairness ledger. */
const credit = 1;

interface Plan {
  readonly writes: readonly WriteItem[];
  readonly decisions: readonly Decision[];
  /** Owned before, by a decision of an earlier delivery: only their notice may be missing. */
  readonly owned: readonly Lead[];
}

/**
 * Gives each lead of one pool its owner: the pool's ledger, the leads, the decisions and their timeline entries change in one
 * transaction. Safe to repeat: a lead that has an owner only gets its notice sent again, and the mail gate sends that once.
 */
export async function assignLeads(poolId: PoolId, messages: readonly AssignMessage[], parts: AssignParts): Promise<void> {
  const correlations = new Map(messages.map((message) => [LeadId.parse(message.leadId), message.correlationId]));
  for (let round = 1; ; round += 1) {
    const plan = await planAssignments(poolId, correlations, parts);
    try {
      if (plan.writes.length > 0) await parts.table.transact(plan.writes);
    } catch (error) {
      if (!(error instanceof ConditionFailedError) || round >= maxRounds) throw error;
      continue;
    }
    await tell(plan, parts, correlations);
    return;
  }
}

async function planAssignments(poolId: PoolId, correlations: ReadonlyMap<LeadId, string>, parts: AssignParts): Promise<Plan> {
  const [found, before, pools, reps] = await Promise.all([
    readLeads(parts.table, [...correlations.keys()], { consistent: true }),
    readPoolState(parts.table, poolId),
    parts.config.current('pools'),
    parts.config.current('reps'),
  ]);
  const pool = pools.documents.get(poolId);
  const now = parts.clock();
  const writes: WriteItem[] = [];
  const decisions: Decision[] = [];
  const owned: Lead[] = [];
  let state: PoolState = before;

  for (const [leadId, correlationId] of correlations) {
    const lead = found.get(leadId);
    if (!lead) {
      parts.log.warn('lead to assign does not exist', { leadId, poolId });
      continue;
    }
    if (lead.owner) {
      owned.push(lead);
      continue;
    }
    if (!lead.routing) throw new ConfigurationError('a lead without a territory cannot be assigned');
    const candidates = pool ? candidatesOf(pool, reps.documents, state) : [];
    const choice = pool ? choose(leadId, candidates, credit) : { chosen: null, reason: 'poolUnknown' as const };
    const decision: Decision = {
      // A refusal has one id per lead and pool, so that a repeated delivery records it once.
      decisionId: choice.chosen
        ? parts.ids.decisionId(now)
        : DecisionId.parse(`D0${digest(leadId, poolId, String(pools.version), String(reps.version))}`),
      leadId,
      at: now.toISOString(),
      poolId,
      poolVersion: state.version,
      routing: lead.routing,
      region: { provinceCode: lead.region.provinceCode, macroRegion: lead.region.macroRegion, reason: lead.region.reason },
      products: lead.products,
      poolsVersion: pools.version,
      repsVersion: reps.version,
      credit,
      candidates,
      chosen: choice.chosen?.repId ?? null,
      reason: choice.reason,
    };
    if (!choice.chosen && (await readDecision(parts.table, leadId, decision.decisionId))) {
      decisions.push(decision);
      continue;
    }
    const actor = { kind: 'system' as const, id: 'assign-leads' };
    const change = { leadId, at: now, actor, correlationId, causationId: decision.decisionId };
    if (choice.chosen) {
      const { repId } = choice.chosen;
      const owner = { repId, poolId, since: decision.at, decisionId: decision.decisionId };
      const after: Lead = { ...lead, version: lead.version + 1, updatedAt: decision.at, owner };
      const data = { repId, poolId, decisionId: decision.decisionId };
      const entry = timelineEntry(leadAssigned, { ...change, leadVersion: after.version }, data, parts.ids);
      writes.push(replaceLead(lead, after), putDecision(decision), putTimelineEntry(entry));
      state = settle(state, candidates, choice, credit);
    } else {
      const reason = choice.reason === 'poolUnknown' ? ('poolUnknown' as const) : ('noCandidate' as const);
      const data = { poolId, repId: null, reason, decisionId: decision.decisionId };
      const entry = timelineEntry(leadUnassigned, { ...change, leadVersion: lead.version }, data, parts.ids);
      writes.push(putDecision(decision), putTimelineEntry(entry));
    }
    decisions.push(decision);
  }
  if (state !== before) {
    // Within a batch every decision counts one version up; the item itself is written once.
    writes.push(putPoolState(before, state));
  }
  return { writes, decisions, owned };
}

/** Sends what follows from the decisions; a crash before it is repaired by the next delivery. */
async function tell(plan: Plan, parts: AssignParts, correlations: ReadonlyMap<LeadId, string>): Promise<void> {
  const chosen = plan.decisions.filter((decision) => decision.chosen !== null);
  const refused = plan.decisions.filter((decision) => decision.chosen === null);
  const notices = [
    ...chosen.map(({ leadId, decisionId }) => ({ leadId, decisionId })),
    ...plan.owned.flatMap(({ leadId, owner }) => (owner ? [{ leadId, decisionId: owner.decisionId }] : [])),
  ];
  await parts.notice.sendAll(notices.map(({ leadId, decisionId }) => ({ body: { v: 1, kind: 'assignedNotice', leadId, decisionId } })));
  for (const { leadId, decisionId, chosen: repId, poolId, reason } of plan.decisions) {
    parts.log.info('routing decided', { leadId, decisionId, repId, poolId, reason });
  }
  if (refused.length > 0) await handOver(refused, parts, correlations);
}

/** Leads that nobody in their pool can take go to the fallback pool; there, they wait in plain sight. */
async function handOver(refused: readonly Decision[], parts: AssignParts, correlations: ReadonlyMap<LeadId, string>): Promise<void> {
  const territories = await parts.config.current('territories');
  const fallback = fallbackTerritory(territories.documents.values());
  for (const { leadId, poolId, decisionId } of refused) {
    if (!fallback || fallback.poolId === poolId) {
      parts.log.error('lead waits without an owner', new ConfigurationError('the fallback pool has nobody who can take leads'), {
        leadId,
        poolId,
        decisionId,
      });
      continue;
    }
    const body: AssignMessage = { v: 1, leadId, poolId: fallback.poolId, correlationId: correlations.get(leadId) ?? decisionId };
    await parts.assign.send(assignMessageFor(body));
  }
}

/** One FIFO group per pool: that is what makes this function the pool's single writer. */
export function assignMessageFor(body: AssignMessage) {
  return { body, groupId: body.poolId, deduplicationId: digest(body.leadId, body.poolId) };
}
