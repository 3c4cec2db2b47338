import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleProposal, ProposalPath } from './proposal-path.ts';

export const acceptProposalRoute = defineRoute({
  id: 'acceptProposal',
  method: 'POST',
  path: '/v1/leads/{leadId}/proposals/{proposalId}/accept',
  kind: 'change',
  access: 'token',
  right: 'lead.decideProposal',
  missing: 'proposal',
  throttle: 50,
  params: ProposalPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
});

export const acceptProposalContract = () =>
  describeRoute(acceptProposalRoute, {
    tag: 'Leads',
    summary: 'Take what a post proposed over into the record',
    description:
      'The value becomes the record’s, as verified by who accepts. A number that stood is kept among the others; one that another lead uses is shared with it. ' +
      'The record lists proposals with their ids. One that three newer ones of its field displaced is decided as well.',
    example: { params: exampleProposal },
    answers: {
      204: { description: 'Done' },
      409: problem(
        'Somebody has decided about it, and the answer says how; or another lead has the address, and the two are noted as one person perhaps.',
      ),
      422: problem('The Idempotency-Key cannot be one, or has named another request.'),
    },
  });
