import { z } from 'zod';
import { page } from '../confirmations/confirmation-page.ts';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { exampleSurveyToken } from './example-token.ts';

/** The token says whose the answer is. */
export const answerSurveyRoute = defineRoute({
  id: 'answerSurvey',
  method: 'POST',
  path: '/v1/surveys/{token}',
  kind: 'link',
  access: 'public',
  throttle: 20,
  params: z.object({ token: z.string() }),
});

export const answerSurveyContract = () =>
  describeRoute(answerSurveyRoute, {
    tag: 'Links',
    summary: 'Answer a survey that was sent to somebody',
    description:
      'The fields of the form under their names, as its page posts them; what says who somebody is, is left out. The first answer counts: a second one changes nothing, and the page says so.',
    example: { params: { token: exampleSurveyToken } },
    answers: {
      200: page('Noted, or answered before'),
      404: page('No link of ours'),
      410: page('The link has ended, or there is no such survey or person any more'),
      422: page('Nothing was answered, or something has to be corrected'),
      503: page('Not available for the moment'),
    },
  });
