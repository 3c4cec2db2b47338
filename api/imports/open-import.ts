import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { chosenId } from '../ids.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ImportView } from './import-view.ts';
import { ImportKind } from './import-words.ts';

const largestBytes = 50 * 1024 * 1024;

export const OpenImportBody = z.strictObject({
  fileName: z.string().trim().min(1).max(200),
  bytes: z.number().int().min(1).max(largestBytes, 'a file has 50 MB at most: split it'),
  kind: ImportKind.default('leads'),
  source: z.string().regex(chosenId).brand<'SourceId'>().meta({
    description:
      'Where the list is from, such as hoi-cho-2026: it is the source of new leads, and what its columns are is remembered for it',
  }),
});
export type OpenImportBody = z.infer<typeof OpenImportBody>;

export const openImportRoute = defineRoute({
  id: 'openImport',
  method: 'POST',
  path: '/v1/imports',
  kind: 'long',
  access: 'token',
  right: 'lead.import',
  throttle: 2,
  query: NoQuery,
  body: OpenImportBody,
  maxBodyKb: 4,
  answer: returns<ImportView>(),
});

export const openImportContract = () =>
  describeRoute(openImportRoute, {
    tag: 'Imports',
    summary: 'Bring a list of people or orders',
    description:
      'For admins, managers and marketers. The file, CSV or XLSX, is put to `upload.url` within a quarter of an hour, with exactly so many bytes; then `read` has it read. ' +
      'A list that nobody uploads does nothing, so a request may be repeated, and an Idempotency-Key has no effect.',
    example: { body: { fileName: 'khach hoi cho.xlsx', bytes: 48_213, source: 'hoi-cho-2026' } },
    answers: {
      202: json('The file is awaited', ImportView),
      400: problem('The body is not JSON.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The body has a fault.'),
    },
  });
