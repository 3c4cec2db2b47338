import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { Moment, nextCursor } from '../words.ts';
import { ReportPath, reportQuery } from './report-words.ts';

export const BehindQuery = z.strictObject({
  ...reportQuery,
  row: z.string().min(1).max(300).default('total').meta({ description: '`key` of a row; `total`: all of them' }),
  column: z.string().min(1).max(60).meta({ description: '`name` of a column; of a share its part is listed' }),
  limit: z.coerce.number().int().min(1).max(100).default(100),
  cursor: CursorText.optional(),
});
export type BehindQuery = z.infer<typeof BehindQuery>;

export const BehindView = z
  .object({
    items: z.array(
      z.object({
        id: z.string().nullable().meta({ description: 'Of the lead; null: the person was erased' }),
        at: Moment.meta({ description: 'When it counts: by event when it happened, by arrival when the lead came' }),
        value: z.number().meta({ description: 'How much it adds to the number' }),
      }),
    ),
    total: z.number().int().meta({ description: 'How many there are on all pages' }),
    nextCursor,
  })
  .meta({ id: 'BehindNumber' });
export type BehindView = z.infer<typeof BehindView>;

export const listBehindRoute = defineRoute({
  id: 'listBehind',
  method: 'GET',
  path: '/v1/reports/{name}/leads',
  kind: 'report',
  access: 'token',
  right: 'report.read',
  missing: 'report',
  throttle: 20,
  params: ReportPath,
  query: BehindQuery,
  answer: returns<BehindView>(),
});

export const listBehindContract = () =>
  describeRoute(listBehindRoute, {
    tag: 'Reports',
    summary: 'The leads behind one number of a report, the latest first',
    description:
      'Asked with the parameters of the report. Their values add up to the number; of a column that counts people each is listed once. A lead that went to somebody else since is listed for whoever had it then, and read by whoever has it now.',
    example: {
      params: { name: 'funnel' },
      query: { from: '2026-11-01', to: '2026-12-01', by: 'source', row: 'form:contact', column: 'sql' },
    },
    answers: {
      200: json('What is behind it', BehindView),
      422: problem('A parameter is wrong, unknown, or none of this report.'),
    },
  });
