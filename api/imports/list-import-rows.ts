import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { exampleImportId, ImportPath } from './import-path.ts';
import { ImportRowsView } from './import-view.ts';

export const listImportRowsRoute = defineRoute({
  id: 'listImportRows',
  method: 'GET',
  path: '/v1/imports/{importId}/rows',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  missing: 'list',
  throttle: 10,
  params: ImportPath,
  query: z.strictObject({
    of: z.enum(['preview', 'result', 'undo']).default('preview'),
    part: z.coerce.number().int().min(0).max(2_000).default(0),
  }),
  answer: returns<ImportRowsView>(),
});

export const listImportRowsContract = () =>
  describeRoute(listImportRowsRoute, {
    tag: 'Imports',
    summary: 'What each row of a list comes to',
    description:
      'For whoever brought the list, and admins: some two hundred rows a part, those that may be about one person behind each other. What is in the rows is not told.',
    example: { params: { importId: exampleImportId } },
    answers: { 200: json('Found', ImportRowsView), 422: problem('A parameter is wrong or unknown.') },
  });
