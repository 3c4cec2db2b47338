import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SavedViewList } from './views-view.ts';

export const listViewsRoute = defineRoute({
  id: 'listViews',
  method: 'GET',
  path: '/v1/views',
  kind: 'read',
  access: 'token',
  right: 'view.keep',
  throttle: 50,
  query: NoQuery,
  answer: returns<SavedViewList>(),
});

export const listViewsContract = () =>
  describeRoute(listViewsRoute, {
    tag: 'Leads',
    summary: 'Saved lists: your own, and those that leaders share with your pools',
    example: {},
    answers: { 200: json('Found, by name', SavedViewList), 422: problem('A parameter is unknown.') },
  });
