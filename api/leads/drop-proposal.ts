import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleProposal, ProposalPath } from './proposal-path.ts';

export const dropProposalRoute = defineRoute({
  id: 'dropProposal',
  method: 'POST',
  path: '/v1/leads/{leadId}/proposals/{proposalId}/drop',
  kind: 'change',
  access: 'token',
  right: 'lead.decideProposal',
  missing: 'proposal',
  throttle: 50,
  params: ProposalPath,
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
    example: { params: exampleProposal },
    answers: {
      204: { description: 'Done' },
      409: problem('Somebody has decided about it, and the answer says how.'),
      422: problem('The Idempotency-Key cannot be one, or has named another request.'),
    },
  });
