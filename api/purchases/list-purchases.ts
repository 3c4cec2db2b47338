import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { PurchaseListView } from './purchase-view.ts';

export const listPurchasesRoute = defineRoute({
  id: 'listPurchases',
  method: 'GET',
  path: '/v1/leads/{leadId}/purchases',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(50), cursor: CursorText.optional() }),
  answer: returns<PurchaseListView>(),
});

export const listPurchasesContract = () =>
  describeRoute(listPurchasesRoute, {
    tag: 'Purchases',
    summary: 'The orders of a lead',
    description: 'What each comes to, with its facts. Within a page the latest order comes first; pages go by source and number.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', PurchaseListView), 422: problem('A parameter is wrong or unknown.') },
  });
