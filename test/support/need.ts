import { Opportunity } from '../../shared/needs/index.ts';
import type { LeadId, PoolId } from '../../shared/platform/ids.ts';

/** An open need of a lead that is assigned apart from it, in a pool or in none. */
export function needOf(leadId: LeadId, poolId: PoolId | null, name: string): Opportunity {
  const at = '2026-11-01T00:00:00.000Z';
  const opportunityId = `${leadId}-${name}`;
  return Opportunity.parse({
    opportunityId,
    leadId,
    version: 1,
    product: 'kho-san-xuat',
    pipelineId: 'sales',
    stageId: 'new',
    stageSince: at,
    amount: null,
    expectedClose: null,
    proposal: null,
    state: 'open',
    closed: null,
    openedAt: at,
    openedBy: { kind: 'system', id: 'test' },
    acceptedAt: null,
    subject: opportunityId,
    owner: null,
    poolId,
    updatedAt: at,
  });
}
