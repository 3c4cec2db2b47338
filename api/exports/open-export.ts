import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { chosenId } from '../ids.ts';
import { ListLeadsQuery } from '../leads/list-leads.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ExportView } from './export-view.ts';
import { ExportColumn, ExportFormat } from './export-words.ts';

const mostColumns = 80;

export const ExportFilter = ListLeadsQuery.omit({ cursor: true, limit: true, sort: true });
export type ExportFilter = z.infer<typeof ExportFilter>;

export const OpenExportBody = z
  .strictObject({
    filter: ExportFilter.optional().meta({
      description: 'The filters of `GET /v1/leads`. @default - all leads that you see, but for retired ones',
    }),
    view: z
      .strictObject({ viewId: z.string().max(64).regex(chosenId), poolId: z.string().max(64).regex(chosenId).optional() })
      .optional()
      .meta({ description: 'A saved list, in place of filters' }),
    event: z.string().max(64).regex(chosenId).optional().meta({
      description: 'Who registered for the event of this form, in the order of arrival, in place of filters. @default - no event',
    }),
    columns: z.array(ExportColumn).min(1).max(mostColumns).optional().meta({
      description:
        'In this order. @default - all that you see; of an event who it is and how they stand to it. `GET /v1/exports` lists them',
    }),
    format: ExportFormat.default('xlsx'),
    language: z.enum(['vi', 'en']).default('vi').meta({ description: 'Of the headers, and of words in cells' }),
    delimiter: z
      .enum([',', ';'])
      .optional()
      .meta({ description: 'Of a CSV. @default - `;` in Vietnamese, where a comma parts fractions, `,` in English' }),
  })
  .refine(({ filter, view }) => filter === undefined || view === undefined, {
    path: ['view'],
    error: 'give filters or a saved list, not both',
  })
  .refine(({ filter, view, event }) => event === undefined || (filter === undefined && view === undefined), {
    path: ['event'],
    error: 'give an event alone, without filters and without a saved list',
  })
  .refine(({ columns = [] }) => new Set(columns).size === columns.length, { path: ['columns'], error: 'name each column once' });
export type OpenExportBody = z.infer<typeof OpenExportBody>;

export const openExportRoute = defineRoute({
  id: 'openExport',
  method: 'POST',
  path: '/v1/exports',
  kind: 'long',
  access: 'token',
  right: 'list.export',
  missing: 'view',
  throttle: 2,
  query: NoQuery,
  body: OpenExportBody,
  maxBodyKb: 8,
  answer: returns<ExportView>(),
});

export const openExportContract = () =>
  describeRoute(openExportRoute, {
    tag: 'Exports',
    summary: 'Take a list out as a file',
    description:
      'For admins, managers, leaders and marketers: the leads that they see, as they see them: what is masked stays masked. The file is made while nobody waits; ' +
      'ask for it by its id. With `event` it is who registered for the event of a form, with how they stand to it. Who is in the list all the while is in the file once; who comes later is not. 200,000 leads at most, twenty exports a user and day. ' +
      'Who took what out is kept and told to admins. The same request within a minute is the same export, so that an Idempotency-Key has no effect. What was taken out can be brought in again.',
    example: {
      body: { filter: { region: 'south', temperature: 'hot' }, format: 'csv', columns: ['fullName', 'phone', 'province', 'owner'] },
    },
    answers: {
      202: json('The file is being made', ExportView),
      400: problem('The body is not JSON.'),
      409: problem('There were twenty exports today.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('A filter or a column is unknown, cannot be, or is not yours to see: each entry of `errors` says what to do.'),
    },
  });
