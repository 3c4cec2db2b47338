import { leadReady, leadRerouted } from '../../events/index.ts';
import { draftEntry, type EntryDraft, type Lead, readLead } from '../leads/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import { type LeadId, leadSubject } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { readTasks } from '../tasks/index.ts';
import type { WorkParts } from '../work/index.ts';
import { changeAssignment } from './change-assignment.ts';
import { assignMessageFor } from './messages.ts';
import { currentRules } from './read-rules.ts';
import type { RoutingRules } from './rules.ts';
import { type MarketingMove, marketingMove } from './rules-marketing.ts';
import { readAssignment } from './store.ts';

type HandOverParts = Pick<WorkParts, 'table' | 'config' | 'clock' | 'ids' | 'queues' | 'log'>;

/**
 * Looks at a lead that marketing has: once it has reached the level of its pool it waits, and the pool is asked for a rep; before that
 * it follows its territory. Safe to repeat: a lead that waits already, and for which no pool has decided yet, is only asked for again.
 */
export async function handOver(leadId: LeadId, parts: HandOverParts): Promise<void> {
  const lead = await untilWritten(async () => {
    const stood = await readLead(parts.table, leadId, { consistent: true });
    const rules = await currentRules(parts.config);
    const move = stood && marketingMove(stood, rules);
    if (!stood || !move) return stood;
    await write(stood, move, rules, parts);
    return readLead(parts.table, leadId, { consistent: true });
  });
  if (lead) await askForRep(lead, parts);
}

const causeOf = ({ leadId }: Pick<Lead, 'leadId'>): string => `hand-over/${leadId}`;

async function write(lead: Lead, move: MarketingMove, rules: RoutingRules, { table, clock, ids, log }: HandOverParts): Promise<void> {
  const { territory, by } = move;
  const [before, tasks, opportunities] = await Promise.all([
    readAssignment(table, lead.leadId, leadSubject),
    readTasks(table, lead),
    opportunitiesAssignedAs(table, lead, leadSubject),
  ]);
  const causationId = causeOf(lead);
  const to = { state: by === null ? 'marketing' : 'waiting', poolId: territory.poolId, repId: null, decisionId: null } as const;
  const writes = changeAssignment({
    lead,
    subject: leadSubject,
    before: before ?? null,
    to,
    entries: [entryOf(lead, move, rules)],
    seats: [],
    tasks,
    opportunities,
    territory,
    ids,
    at: clock(),
    actor: { kind: 'system', id: 'hand-over' },
    cause: { correlationId: causationId, causationId },
  });
  await table.transact([...writes]);
  log.info('a lead of marketing moved', { leadId: lead.leadId, poolId: territory.poolId, state: to.state, by });
}

function entryOf(lead: Lead, { territory, by }: MarketingMove, { pools }: Pick<RoutingRules, 'pools'>): EntryDraft {
  const { territoryId, poolId, territoriesVersion } = territory;
  const about = { subject: leadSubject, territoryId, poolId };
  if (by === null) return draftEntry(leadRerouted, { ...about, fromPoolId: lead.routing?.poolId ?? poolId, territoriesVersion });
  const { stage, evidence } = lead;
  return draftEntry(leadReady, { ...about, poolsVersion: pools.version, by, stage, temperature: evidence.temperature });
}

/** Asks also where an earlier try ended between its transaction and the message. Where a decision stands, the pool knows of it. */
async function askForRep({ leadId, status, owner, routing }: Lead, { table, queues }: HandOverParts): Promise<void> {
  if (status !== 'active' || owner !== null || routing?.state !== 'waiting') return;
  const assignment = await readAssignment(table, leadId, leadSubject);
  if (assignment?.state !== 'waiting' || assignment.decisionId !== null) return;
  const asked = { v: 1, kind: 'assign', leadId, subject: leadSubject, poolId: routing.poolId, cause: 'ready' } as const;
  const correlationId = causeOf({ leadId });
  // A lead may become ready a second time: each time is another request.
  await queues.assign.send(assignMessageFor({ ...asked, causationId: `${correlationId}/${assignment.version}`, correlationId }));
}
