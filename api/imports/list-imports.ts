import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ImportListView } from './import-view.ts';

export const listImportsRoute = defineRoute({
  id: 'listImports',
  method: 'GET',
  path: '/v1/imports',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  throttle: 5,
  query: NoQuery,
  answer: returns<ImportListView>(),
});

export const listImportsContract = () =>
  describeRoute(listImportsRoute, {
    tag: 'Imports',
    summary: 'The latest lists',
    description: 'For admins, managers and marketers: those of the last hundred lists that they brought; admins see all.',
    example: {},
    answers: { 200: json('Found', ImportListView) },
  });
