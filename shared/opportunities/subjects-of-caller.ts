import { isInPools, isOwner, type Principal } from '../access/index.ts';
import { type Lead, partitionsOf } from '../leads/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import { type LeadId, leadSubject, type SubjectId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import type { Table } from '../platform/table.ts';
import { readSeat, subjectsAt } from '../seats/index.ts';

type Owned = Pick<Lead, 'leadId' | 'members' | 'owner'>;
type Routed = Owned & Pick<Lead, 'routing'>;

/**
 * Tells what the caller has of a lead now, as far as it decides anything: whoever owns the lead needs nothing else of it. A lead that does
 * not exist is asked for like one of somebody else, because the time of an answer would tell the two apart. A leader has what the pools have.
 */
export async function subjectsOfCaller(table: Table, principal: Principal, lead: Routed): Promise<readonly SubjectId[]> {
  if (principal.role === 'leader') {
    return isInPools(principal, lead) ? [leadSubject] : needsOfPools(table, principal.pools, lead, { consistent: true });
  }
  if (principal.role !== 'rep') return [];
  if (isOwner(principal, lead)) return [leadSubject];
  // What goes its own way of a lead that is part of this one has its seat there.
  const seats = await Promise.all(partitionsOf(lead).map((leadId) => readSeat(table, leadId, principal.repId)));
  return seats.flatMap((seat) => seat?.subjects ?? []);
}

/** Of a lead of other pools: its needs that are in these ones. */
async function needsOfPools(
  table: Table,
  pools: readonly string[],
  lead: Owned,
  options: { readonly consistent?: boolean } = {},
): Promise<readonly SubjectId[]> {
  const needs = await opportunitiesOf(table, lead, options);
  return needs.flatMap(({ subject, poolId }) => (subject !== leadSubject && poolId !== null && pools.includes(poolId) ? [subject] : []));
}

/** Leads of other pools whose needs a list reads at the same time. */
const leadsAtOnce = 10;

/** Tells the same of many leads, for a list, which may lag; leads of which the caller has nothing are left out. */
export async function subjectsInList(
  table: Table,
  principal: Principal,
  leads: readonly Routed[],
): Promise<ReadonlyMap<LeadId, readonly SubjectId[]>> {
  if (principal.role === 'leader') return subjectsOfPools(table, principal, leads);
  if (principal.role !== 'rep') return new Map();
  const own = leads.filter((lead) => isOwner(principal, lead));
  const others = leads.filter((lead) => !isOwner(principal, lead)).map(({ leadId }) => leadId);
  const seated = await subjectsAt(table, principal.repId, others);
  return new Map([...seated, ...own.map(({ leadId }) => [leadId, [leadSubject]] as const)]);
}

async function subjectsOfPools(
  table: Table,
  leader: Extract<Principal, { readonly role: 'leader' }>,
  leads: readonly Routed[],
): Promise<ReadonlyMap<LeadId, readonly SubjectId[]>> {
  const found = await inTurns(leads, leadsAtOnce, async (lead): Promise<[LeadId, readonly SubjectId[]]> => {
    return [lead.leadId, isInPools(leader, lead) ? [leadSubject] : await needsOfPools(table, leader.pools, lead)];
  });
  return new Map(found.filter(([, subjects]) => subjects.length > 0));
}
