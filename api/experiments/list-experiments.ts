import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ExperimentsView } from './experiment-view.ts';

export const listExperimentsRoute = defineRoute({
  id: 'listExperiments',
  method: 'GET',
  path: '/v1/experiments',
  kind: 'report',
  access: 'token',
  right: 'experiment.read',
  throttle: 10,
  query: NoQuery,
  answer: returns<ExperimentsView>(),
});

export const listExperimentsContract = () =>
  describeRoute(listExperimentsRoute, {
    tag: 'Reports',
    summary: 'Which of two mails brings more',
    description:
      'The experiments of the sequences in force, as they were counted at the last midnight. Looking at them as often as one likes makes no claim weaker.',
    example: {},
    answers: { 200: json('Found', ExperimentsView) },
  });
