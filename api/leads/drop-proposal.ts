import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { LeadIdInPath, ProposalIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId } from './lead-path.ts';

export const dropProposalRoute = defineRoute({
  id: 'dropProposal',
  method: 'POST',
  path: '/v1/leads/{leadId}/proposals/{proposalId}/drop',
  kind: 'change',
  access: 'token',
  right: 'lead.decideProposal',
  missing: 'proposal',
  throttle: 50,
  params: z.object({ leadId: LeadIdInPath, proposalId: ProposalIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const dropProposalContract = () =>
  describeRoute(dropProposalRoute, {
    tag: 'Leads',
    summary: 'Set what a post proposed aside',
    description:
      'The record stays as it is. A later post may propose the same again. ' +
      'The record lists proposals with their ids. One that three newer ones of its field displaced is decided as well.',
    example: { params: { leadId: exampleLeadId, proposalId: 'mV3x0Yk2hQ8dR1sT5uW7zA9bC4e' } },
    answers: {
      204: { description: 'Done' },
      409: problem('Somebody has decided about it, and the answer says how.'),
      422: problem('The Idempotency-Key cannot be one, or has named another request.'),
    },
  });
