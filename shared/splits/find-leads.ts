import type { SplitFilter } from '../../api/pools/split-words.ts';
import { may, mayWithOpportunity, type Principal } from '../access/index.ts';
import { type Lead, readLeads } from '../leads/index.ts';
import { LeadId, leadSubject, type PoolId, type RepId, type SubjectId } from '../platform/ids.ts';
import { idAtPlace, indexKeys, sortId } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import { byWaiting, isProtected, readAssignments } from '../routing/index.ts';
import { byActivity } from '../seats/index.ts';
import { walkWork } from '../tasks/index.ts';
import type { LeftOut } from './split.ts';

/** As many leads as one split takes: its plan is made while somebody waits. */
export const mostLeads = 5_000;
/** As many as are looked at for one. */
const mostRows = 10_000;
const readAtOnce = 500;
const assignmentsAtOnce = 100;

/** What a split could take, or leaves out. */
export interface Candidate {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly from: RepId | null;
  readonly leftOut: LeftOut | null;
}

export interface Found {
  readonly candidates: readonly Candidate[];
  /** There are more than were looked at. */
  readonly isCut: boolean;
}

export interface Finding {
  readonly table: Table;
  readonly principal: Principal;
  readonly poolId: PoolId;
  readonly filter: SplitFilter;
  readonly at: Date;
}

/** Finds what waits in a pool that the caller may give to somebody, what waits longest first. */
export async function findWaiting({ table, principal, poolId, filter }: Finding): Promise<Found> {
  const rows: { readonly leadId: LeadId; readonly subject: SubjectId }[] = [];
  let isCut = false;
  for await (const { place, item } of walkIndex(table, byWaiting([poolId]), { from: null, to: null, before: null }, mostRows)) {
    isCut = rows.length === mostRows;
    if (isCut) break;
    rows.push({ leadId: LeadId.parse(idAtPlace(place)), subject: sortId(item) as SubjectId });
  }
  const leads = await leadsOf(table, rows);
  const candidates = rows.flatMap(({ leadId, subject }): Candidate[] => {
    const lead = leads.get(leadId);
    if (!lead || !fits(lead, filter) || !mayGive(principal, lead, { subject, owner: null, poolId })) return [];
    return [{ leadId: lead.leadId, subject, from: null, leftOut: lead.status === 'active' ? null : 'closed' }];
  });
  return capped(candidates, isCut);
}

/** Finds what reps have by a pool that the caller may give to others, rep by rep, what had its last activity first of all. */
export async function findOwned({ table, principal, poolId, filter, at }: Finding, repIds: readonly RepId[]): Promise<Found> {
  const rows: { readonly leadId: LeadId; readonly repId: RepId }[] = [];
  const callbacks = new Set<string>();
  let isCut = false;
  for (const repId of repIds) {
    for await (const { place } of walkIndex(
      table,
      byActivity([indexKeys.seatPartition(repId)]),
      { from: null, to: null, before: null },
      mostRows,
    )) {
      isCut = rows.length === mostRows;
      if (isCut) break;
      rows.push({ leadId: LeadId.parse(idAtPlace(place)), repId });
    }
    for (const leadId of await callbacksOf(table, repId)) callbacks.add(leadId);
  }
  const leads = await leadsOf(table, rows);
  const guarded = await protectedOf(table, rows, at);
  const candidates = rows.flatMap(({ leadId, repId }): Candidate[] => {
    const lead = leads.get(leadId);
    const isTheirs = lead?.owner?.repId === repId && lead.owner.poolId === poolId;
    if (!lead || !isTheirs || !fits(lead, filter) || !mayGive(principal, lead, { subject: leadSubject, owner: repId, poolId })) return [];
    return [
      {
        leadId: lead.leadId,
        subject: leadSubject,
        from: repId,
        leftOut: whyLeftOut(lead, { isProtected: guarded.has(lead.leadId), hasCallback: callbacks.has(lead.leadId) }),
      },
    ];
  });
  return capped(candidates, isCut);
}

function capped(candidates: readonly Candidate[], isCut: boolean): Found {
  const kept: Candidate[] = [];
  let going = 0;
  for (const candidate of candidates) {
    if (candidate.leftOut === null && going === mostLeads) return { candidates: kept, isCut: true };
    if (candidate.leftOut === null) going += 1;
    kept.push(candidate);
  }
  return { candidates: kept, isCut };
}

/** The leads that call a rep back, as far as they know. */
async function callbacksOf(table: Table, repId: RepId): Promise<Set<LeadId>> {
  const leads = new Set<LeadId>();
  for await (const { leadId, reason } of walkWork(table, [repId], { after: null, likely: 200 }))
    if (reason === 'callback') leads.add(leadId);
  return leads;
}

/** The leads that no rule takes from whoever has them, and that nobody splits. */
async function protectedOf(table: Table, rows: readonly { readonly leadId: LeadId }[], at: Date): Promise<Set<LeadId>> {
  const guarded = new Set<LeadId>();
  for (let start = 0; start < rows.length; start += assignmentsAtOnce) {
    const some = rows.slice(start, start + assignmentsAtOnce).map(({ leadId }) => ({ leadId, subject: leadSubject }));
    for (const assignment of await readAssignments(table, some))
      if (assignment && isProtected(assignment, at)) guarded.add(assignment.leadId);
  }
  return guarded;
}

async function leadsOf(table: Table, rows: readonly { readonly leadId: LeadId }[]): Promise<ReadonlyMap<LeadId, Lead>> {
  const leads = new Map<LeadId, Lead>();
  const ids = [...new Set(rows.map(({ leadId }) => leadId))];
  for (let start = 0; start < ids.length; start += readAtOnce) {
    // What cannot be read is left where it is: whoever reads it next rings.
    for (const [leadId, lead] of await readLeads(table, ids.slice(start, start + readAtOnce), { onMalformed: () => {} }))
      leads.set(leadId, lead);
  }
  return leads;
}

function whyLeftOut(
  { status, routing }: Lead,
  { isProtected: isGuarded, hasCallback }: { readonly isProtected: boolean; readonly hasCallback: boolean },
): LeftOut | null {
  if (status !== 'active') return 'closed';
  if (routing?.state === 'offered') return 'offered';
  if (routing?.state === 'marketing') return 'marketing';
  if (isGuarded) return 'protected';
  return hasCallback ? 'callback' : null;
}

function fits({ evidence, region, products, createdAt }: Lead, filter: SplitFilter): boolean {
  if (filter.temperatures && !filter.temperatures.includes(evidence.temperature)) return false;
  if (filter.provinces && !filter.provinces.includes(region.provinceCode ?? '')) return false;
  if (filter.products && !filter.products.some((product) => products.some((asked) => asked === product))) return false;
  return filter.createdBefore === undefined || createdAt < filter.createdBefore;
}

/** As by hand: of a lead as a whole, and of a need that goes its own way by its own owner and pool. */
function mayGive(
  principal: Principal,
  lead: Lead,
  { subject, owner, poolId }: { readonly subject: SubjectId; readonly owner: RepId | null; readonly poolId: PoolId },
): boolean {
  if (subject !== leadSubject) return mayWithOpportunity(principal, 'opportunity.give', { owner, poolId, region: lead.region });
  return may(principal, 'lead.give', lead, []);
}
