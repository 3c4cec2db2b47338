import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleImportId, ImportPath } from './import-path.ts';
import { ImportView } from './import-view.ts';

export const showImportRoute = defineRoute({
  id: 'showImport',
  method: 'GET',
  path: '/v1/imports/{importId}',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  missing: 'list',
  throttle: 10,
  params: ImportPath,
  query: NoQuery,
  answer: returns<ImportView>(),
});

export const showImportContract = () =>
  describeRoute(showImportRoute, {
    tag: 'Imports',
    summary: 'How far a list is',
    description:
      'For whoever brought the list, and admins: what its columns would be read as, what its rows would come to, how far it is, and what became of it. What stands in the file is kept for 30 days.',
    example: { params: { importId: exampleImportId } },
    answers: {
      200: json('Found', ImportView),
    },
  });
