import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleImportId, ImportPath } from './import-path.ts';
import { ImportView } from './import-view.ts';

export const startImportRoute = defineRoute({
  id: 'startImport',
  method: 'POST',
  path: '/v1/imports/{importId}/start',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  missing: 'list',
  throttle: 5,
  params: ImportPath,
  query: NoQuery,
  answer: returns<ImportView>(),
});

export const startImportContract = () =>
  describeRoute(startImportRoute, {
    tag: 'Imports',
    summary: 'Take in what was foreseen',
    description:
      'For whoever brought the list, and admins. Some sixty rows a second are taken in while nobody waits, each once; `GET` tells how far it is. Reps who get leads by it, or lose them, get one mail of all of them; nobody else gets one, unless the list `welcomes` new people. Who asks twice asks once, and an Idempotency-Key has no effect.',
    example: { params: { importId: exampleImportId } },
    answers: {
      202: json('It is taken in', ImportView),
      409: problem('Its rows were not foreseen yet, were taken in before, or it was opened more than seven days ago.'),
    },
  });
