import { describeRoute, json } from '../contract.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { OpportunityListView } from './opportunity-view.ts';

export const listLeadOpportunitiesRoute = defineRoute({
  id: 'listLeadOpportunities',
  method: 'GET',
  path: '/v1/leads/{leadId}/opportunities',
  kind: 'read',
  access: 'token',
  right: 'opportunity.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoQuery,
  answer: returns<OpportunityListView>(),
});

export const listLeadOpportunitiesContract = () =>
  describeRoute(listLeadOpportunitiesRoute, {
    tag: 'Opportunities',
    summary: 'Opportunities of a lead, the latest opened first',
    description: 'Those that the caller may see: of two teams that work with a person each sees its own.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', OpportunityListView), 422: problem('A parameter is wrong or unknown.') },
  });
