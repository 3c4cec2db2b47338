import type { Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { partitionsOf } from '../leads/index.ts';
import { mayWith, type Opportunity, readOpportunity } from '../opportunities/index.ts';
import { InvalidInputError, NotPossibleNowError } from '../platform/errors.ts';
import { leadOfOpportunity, type OpportunityId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Purchase } from './record.ts';

/** A need that an order answers, as somebody names it. */
export interface NeedNamed {
  readonly opportunityId: OpportunityId;
  /** Who names it. */
  readonly principal: Principal;
}

/**
 * Finds the need of a lead that somebody says an order answers.
 * @throws InvalidInputError where it is none of this lead, or none that they may see; the two look alike
 */
export async function needNamed({ opportunityId, principal }: NeedNamed, lead: Lead, table: Pick<Table, 'get'>): Promise<Opportunity> {
  const isOfLead = partitionsOf(lead).includes(leadOfOpportunity(opportunityId));
  const need = isOfLead ? await readOpportunity(table, opportunityId) : undefined;
  if (need && mayWith(principal, 'opportunity.read', need, lead)) return need;
  throw new InvalidInputError('The order cannot be recorded as it is told.', [
    { path: 'opportunityId', message: 'name an opportunity of this lead that is yours to see' },
  ]);
}

/** Refuses another need for an order than the one that it was recorded with. @throws NotPossibleNowError */
export function refuseOtherNeed({ opportunityId }: Purchase, named: NeedNamed | undefined): void {
  if (named === undefined || named.opportunityId === opportunityId) return;
  throw new NotPossibleNowError('The order is recorded already, and not for this opportunity.');
}

/** Reads the need that an order was recorded for; null: it names none. */
export async function needOf({ opportunityId }: Purchase, table: Pick<Table, 'get'>): Promise<Opportunity | null> {
  return opportunityId === undefined ? null : ((await readOpportunity(table, opportunityId)) ?? null);
}

/** Orders that a need names; more are known by the orders themselves. */
const mostNamed = 50;

/** Returns a need that an order answers. */
export function withOrder(need: Opportunity, { purchaseId }: Purchase, at: Date): Opportunity {
  const purchaseIds = [...(need.purchaseIds ?? []), purchaseId].slice(-mostNamed);
  return { ...need, purchaseIds, version: need.version + 1, updatedAt: at.toISOString() };
}
