import { z } from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi';
import {
  DecisionListView,
  LeadListView,
  LeadView,
  ListLeadsQuery,
  ScoreQuery,
  ScoreView,
  SubmissionView,
  TimelineQuery,
  TimelineView,
} from '../../shared/reading/index.ts';
import { notFound, problem, unauthenticated } from './problems.ts';

const leadPath = z.object({ leadId: z.string() });

/** What all reads with a token have in common. */
function read(
  operation: Pick<ZodOpenApiOperationObject, 'operationId' | 'summary' | 'description' | 'requestParams'> & { readonly answer: z.ZodType },
): ZodOpenApiOperationObject {
  const { answer, ...rest } = operation;
  return {
    ...rest,
    tags: ['Leads'],
    security: [{ token: [] }],
    responses: {
      '200': { description: 'Found', content: { 'application/json': { schema: answer } } },
      '401': unauthenticated,
      '404': notFound,
      '422': problem('A parameter is wrong or unknown.'),
    },
  };
}

export const leadRoutes: ZodOpenApiPathsObject = {
  '/v1/leads': {
    get: read({
      operationId: 'listLeads',
      summary: 'Leads, newest first or with the latest activity first',
      description:
        'Filters combine. A request looks at 5,000 leads at most, reads 2,000 of them and takes about eight seconds, so a page may be short or empty and still carry nextCursor, which is good for the same user and query. Lists follow changes within seconds; activity is told to ten minutes. A rep sees own leads only.',
      requestParams: { query: ListLeadsQuery },
      answer: LeadListView,
    }),
  },
  '/v1/leads/{leadId}': {
    get: read({ operationId: 'readLead', summary: 'One lead', requestParams: { path: leadPath }, answer: LeadView }),
  },
  '/v1/leads/{leadId}/timeline': {
    get: read({
      operationId: 'readTimeline',
      summary: 'What happened to a lead, newest first',
      requestParams: { path: leadPath, query: TimelineQuery },
      answer: TimelineView,
    }),
  },
  '/v1/leads/{leadId}/score': {
    get: read({
      operationId: 'explainScore',
      summary: 'Every point of a lead, now or at a past moment',
      description:
        'At a past moment: what had been done and was known by then, by the rules in force then. Whose history a device has is told as known today.',
      requestParams: { path: leadPath, query: ScoreQuery },
      answer: ScoreView,
    }),
  },
  '/v1/leads/{leadId}/decisions': {
    get: read({
      operationId: 'readDecisions',
      summary: 'Why a lead has its owner',
      description: 'Rule versions, input, every candidate with kept or rejected and why, the choice, and one sentence in vi and en.',
      requestParams: { path: leadPath },
      answer: DecisionListView,
    }),
  },
  '/v1/forms/{formId}/submissions/{submissionId}': {
    get: read({
      operationId: 'readSubmission',
      summary: 'What became of a post',
      requestParams: { path: z.object({ formId: z.string(), submissionId: z.string() }) },
      answer: SubmissionView,
    }),
  },
};
