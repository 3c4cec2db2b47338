import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { FormIdInPath, SubmissionIdInPath } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SubmissionView } from './submission-view.ts';

export const readSubmissionRoute = defineRoute({
  id: 'readSubmission',
  method: 'GET',
  path: '/v1/forms/{formId}/submissions/{submissionId}',
  kind: 'read',
  access: 'token',
  right: 'submission.read',
  missing: 'submission',
  throttle: 100,
  params: z.object({ formId: FormIdInPath, submissionId: SubmissionIdInPath }),
  query: NoQuery,
  answer: returns<SubmissionView>(),
});

export const readSubmissionContract = () =>
  describeRoute(readSubmissionRoute, {
    tag: 'Leads',
    summary: 'What became of a post',
    example: { params: { formId: 'contact', submissionId: '0b7d6c1e-4a55-4f0e-9f2b-1c1a0c7a9a10' } },
    answers: { 200: json('Found', SubmissionView), 422: problem('A parameter is wrong or unknown.') },
  });
