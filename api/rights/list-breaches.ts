import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { BreachListView } from './breach-view.ts';

export const listBreachesRoute = defineRoute({
  id: 'listBreaches',
  method: 'GET',
  path: '/v1/rights/breaches',
  kind: 'read',
  access: 'token',
  right: 'rights.keep',
  throttle: 10,
  query: NoQuery,
  answer: returns<BreachListView>(),
});

export const listBreachesContract = () =>
  describeRoute(listBreachesRoute, {
    tag: 'Rights of a person',
    summary: 'Breaches, the latest first',
    description: 'For admins: the last hundred, with what the form of the authority asks for and what is missing of it.',
    example: {},
    answers: { 200: json('Found', BreachListView), 422: problem('A parameter is unknown.') },
  });
