import type { LeadAction } from '../../api/actions.ts';
import { may, type Principal, scopeOf } from '../access/index.ts';
import { type Firm, firmIdsOf, readFirm } from '../firms/index.ts';
import { type Lead, readUnmergedLeads } from '../leads/index.ts';
import { subjectsInList } from '../opportunities/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import { type CompanyId, LeadId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';

export type FirmAction = Extract<LeadAction, 'company.read' | 'company.change' | 'company.give'>;

/** Of a firm with more people than this the newest decide whether somebody may see it. */
const peopleLookedAt = 300;
const peopleAtOnce = 50;

/** A person of a firm, with the place in the list of its people. */
export interface FirmPerson {
  readonly leadId: LeadId;
  readonly place: string;
}

/** A firm by all its ids, or people under one of them alone. */
export type PeopleUnder = Pick<Firm, 'companyId' | 'members'>;

/** Walks the people of a firm, also of those that are part of it, the latest known first. */
export async function* peopleOf(table: Table, firm: PeopleUnder, before: string | null, wanted: number): AsyncGenerator<FirmPerson> {
  const listing = { index: indexes.gsi3, partitions: firmIdsOf(firm).map(indexKeys.peoplePartition) };
  for await (const { place } of walkIndex(table, listing, { from: null, to: null, before }, wanted)) {
    yield { leadId: LeadId.parse(idAtPlace(place)), place };
  }
}

/** Reads those of some leads with which the caller may do something, if they are of the firm. */
export async function permittedPeople(
  table: Table,
  principal: Principal,
  { firm, action }: { readonly firm: PeopleUnder; readonly action: FirmAction },
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, Lead>> {
  const ids = new Set<CompanyId | null>(firmIdsOf(firm));
  const leads = [...(await readUnmergedLeads(table, leadIds)).values()].filter(({ companyId }) => companyId !== null && ids.has(companyId));
  const subjects = await subjectsInList(table, principal, leads);
  const permitted = leads.filter((lead) => may(principal, action, lead, subjects.get(lead.leadId) ?? []));
  return new Map(permitted.map((lead) => [lead.leadId, lead]));
}

/** Returns the latest known of a firm's people with whom the caller may do something; undefined where there is nobody such. */
export async function firstPermitted(
  table: Table,
  principal: Principal,
  firm: PeopleUnder,
  action: FirmAction,
): Promise<LeadId | undefined> {
  let batch: LeadId[] = [];
  let looked = 0;
  const firstOf = async () => {
    const permitted = await permittedPeople(table, principal, { firm, action }, batch);
    return batch.find((leadId) => permitted.has(leadId));
  };
  for await (const { leadId } of peopleOf(table, firm, null, peopleAtOnce)) {
    batch.push(leadId);
    looked += 1;
    if (batch.length < peopleAtOnce && looked < peopleLookedAt) continue;
    const first = await firstOf();
    if (first !== undefined || looked >= peopleLookedAt) return first;
    batch = [];
  }
  return batch.length === 0 ? undefined : firstOf();
}

/** Whether a firm is the caller's by itself, whoever its people are. */
export function isTheirs(principal: Principal, { owner, createdBy }: Firm): boolean {
  const isOwner = principal.role === 'rep' && owner?.repId === principal.repId;
  return isOwner || (createdBy.kind === 'user' && createdBy.id === principal.userId);
}

/** Tells whether the caller may do something with a firm: by the role, because it is theirs, or by one of its people. */
export async function mayWithFirm(table: Table, principal: Principal, firm: Firm, action: FirmAction): Promise<boolean> {
  const scope = scopeOf(principal, action);
  if (scope === 'none' || scope === 'all') return scope === 'all';
  return isTheirs(principal, firm) || (await firstPermitted(table, principal, firm, action)) !== undefined;
}

/**
 * Finds a firm with which the caller may do something: by the role, because it is theirs, or by one of its people. What became part of another is found as that one.
 * @throws NotFoundError when there is no such firm or the caller has no such right; the two look alike.
 */
export async function findFirm(table: Table, principal: Principal, companyId: CompanyId, action: FirmAction): Promise<Firm> {
  const scope = scopeOf(principal, action);
  const firm = scope === 'none' ? undefined : await readFirm(table, companyId);
  if (!firm || !(await mayWithFirm(table, principal, firm, action))) throw new NotFoundError('no such company');
  return firm;
}
