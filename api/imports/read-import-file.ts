import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleImportId, ImportPath } from './import-path.ts';
import { ImportView } from './import-view.ts';

export const readImportFileRoute = defineRoute({
  id: 'readImportFile',
  method: 'POST',
  path: '/v1/imports/{importId}/read',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  missing: 'list',
  throttle: 5,
  params: ImportPath,
  query: NoQuery,
  answer: returns<ImportView>(),
});

export const readImportFileContract = () =>
  describeRoute(readImportFileRoute, {
    tag: 'Imports',
    summary: 'Have an uploaded list read',
    description:
      'For whoever brought the list, and admins. It is read while nobody waits; then `GET` shows its columns. Who asks twice asks once, and an Idempotency-Key has no effect.',
    example: { params: { importId: exampleImportId } },
    answers: {
      202: json('It is read', ImportView),
      409: problem('It was read before, or was opened more than seven days ago.'),
      422: problem('The file has not arrived.'),
    },
  });
