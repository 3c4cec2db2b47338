import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleImportId, ImportPath } from './import-path.ts';
import { ImportView } from './import-view.ts';

export const MapImportBody = z.strictObject({
  columns: z
    .record(z.string().max(120), z.string().max(80))
    .default({})
    .meta({ description: 'What columns are, by their key: one of `targets`. @default - as the list shows them' }),
  owner: z.enum(['rule', 'file', 'none']).default('rule').meta({
    description:
      'Who gets whoever is new: by the rules, the rep whom the row names, or nobody until somebody gives them away: they float in their pool (`GET /v1/leads?state=floating`)',
  }),
  movesKnown: z.boolean().default(false).meta({
    description:
      'With `owner: file`: a known lead goes to the rep whom its row names as well, with what it counts. For admins and managers, and not for orders. Otherwise a known lead keeps its owner',
  }),
  welcomes: z.boolean().default(false).meta({
    description:
      'Whoever is new and has an address is thanked by mail, as those who post a form: by day, over as many days as it takes with half of what the company lets go to strangers a day, for a fortnight at most. Otherwise a list brings nobody a mail. Not for orders',
  }),
});
export type MapImportBody = z.infer<typeof MapImportBody>;

export const mapImportRoute = defineRoute({
  id: 'mapImport',
  method: 'POST',
  path: '/v1/imports/{importId}/mapping',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  missing: 'list',
  throttle: 5,
  params: ImportPath,
  query: NoQuery,
  body: MapImportBody,
  maxBodyKb: 64,
  answer: returns<ImportView>(),
});

export const mapImportContract = () =>
  describeRoute(mapImportRoute, {
    tag: 'Imports',
    summary: 'Say what the columns of a list are',
    description:
      'For whoever brought the list, and admins. What each row would come to is then foreseen, by the very rules that take it in; nothing is written. It may be said again until the list is started, so an Idempotency-Key has no effect. ' +
      'Advertising is allowed by a yes in `consentNewsletter` together with its day in `consentAt` and its way in `consentHow`.',
    example: { params: { importId: exampleImportId }, body: { columns: { sdt: 'phone', ghichu: 'message' }, owner: 'file' } },
    answers: {
      202: json('Its rows are looked at', ImportView),
      400: problem('The body is not JSON.'),
      409: problem('It was not read yet, is being looked at with other columns, was started, or was opened more than seven days ago.'),
      413: problem('The body is larger than 64 KB.'),
      422: problem('There is no such column or meaning, nothing says how to reach people, or known leads are not yours to move.'),
    },
  });
