import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { DecisionListView } from './decision-view.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

export const readDecisionsRoute = defineRoute({
  id: 'readDecisions',
  method: 'GET',
  path: '/v1/leads/{leadId}/decisions',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'lead',
  throttle: 100,
  params: LeadPath,
  query: NoQuery,
  answer: returns<DecisionListView>(),
});

export const readDecisionsContract = () =>
  describeRoute(readDecisionsRoute, {
    tag: 'Leads',
    summary: 'Why a lead has its owner',
    description:
      'Rule versions, input, every candidate with kept or rejected and why, the choice, and one sentence in vi and en; the newest first, of every record of the person. `inForce` names the choice by which somebody has the lead, or a need of it, now.',
    example: { params: { leadId: exampleLeadId } },
    answers: { 200: json('Found', DecisionListView), 422: problem('A parameter is wrong or unknown.') },
  });
