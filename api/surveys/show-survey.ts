import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleSurveyToken } from './example-token.ts';

/** Changes nothing, however it is opened. */
export const showSurveyRoute = defineRoute({
  id: 'showSurvey',
  method: 'GET',
  path: '/v1/surveys/{token}',
  kind: 'link',
  access: 'public',
  head: true,
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const showSurveyContract = () =>
  describeRoute(showSurveyRoute, {
    tag: 'Links',
    summary: 'The questions of a survey that was sent to somebody',
    description: 'The link stands in a mail, and takes one answer. The page shows nothing of the person.',
    example: { params: { token: exampleSurveyToken } },
    answers: {
      200: page('The questions, or that they were answered'),
      404: page('No link of ours'),
      410: page('The link has ended, or there is no such survey or person any more'),
      503: page('Not available for the moment'),
    },
  });
