import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ExportListView } from './export-view.ts';

export const listExportsRoute = defineRoute({
  id: 'listExports',
  method: 'GET',
  path: '/v1/exports',
  kind: 'long',
  access: 'token',
  right: 'list.export',
  throttle: 5,
  query: NoQuery,
  answer: returns<ExportListView>(),
});

export const listExportsContract = () =>
  describeRoute(listExportsRoute, {
    tag: 'Exports',
    summary: 'The latest exports',
    description:
      'Of the last two hundred those that the caller asked for, admins all of them; each is kept for 400 days. Beside them the columns that the caller may take out.',
    example: {},
    answers: { 200: json('Found', ExportListView) },
  });
