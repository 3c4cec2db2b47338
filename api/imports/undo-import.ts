import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleImportId, ImportPath } from './import-path.ts';
import { ImportView } from './import-view.ts';

export const undoImportRoute = defineRoute({
  id: 'undoImport',
  method: 'POST',
  path: '/v1/imports/{importId}/undo',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  missing: 'list',
  throttle: 5,
  params: ImportPath,
  query: NoQuery,
  answer: returns<ImportView>(),
});

export const undoImportContract = () =>
  describeRoute(undoImportRoute, {
    tag: 'Imports',
    summary: 'Take a list back',
    description:
      'For whoever brought the list, and admins, for seven days. New leads of the list go, and what it told of known ones and of orders goes back, as far as nobody has done anything with them since; `rows?of=undo` says which stay and why. Who asks twice asks once, and an Idempotency-Key has no effect.',
    example: { params: { importId: exampleImportId } },
    answers: {
      202: json('It is taken back', ImportView),
      409: problem('It was not taken in, or longer ago.'),
    },
  });
