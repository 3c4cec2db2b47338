import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SequenceListView } from './enrolment-view.ts';

export const listSequencesRoute = defineRoute({
  id: 'listSequences',
  method: 'GET',
  path: '/v1/sequences',
  kind: 'read',
  access: 'token',
  right: 'sequence.enrol',
  throttle: 5,
  query: NoQuery,
  answer: returns<SequenceListView>(),
});

export const listSequencesContract = () =>
  describeRoute(listSequencesRoute, {
    tag: 'Sequences',
    summary: 'The sequences, with how many leads are in each',
    description:
      'For everybody who works with leads, in one page: there are a hundred at most. Up to some two hundred leads are counted in each. ' +
      'After a publication `sweep` tells how far those inside were looked at: it begins some 45 seconds later, a part that was done twice after a crash may be counted short. ' +
      'What the steps are is read by `GET /v1/config/sequences`.',
    example: {},
    answers: { 200: json('Found', SequenceListView), 422: problem('A parameter is unknown.') },
  });
