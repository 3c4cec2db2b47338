import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { ReportView } from './report-view.ts';
import { ReportPath, reportQuery } from './report-words.ts';

export const ReportQuery = z.strictObject({
  ...reportQuery,
  compare: z
    .enum(['none', 'previous', 'lastYear'])
    .default('none')
    .meta({ description: 'With which days: as many just before (of whole months as many months), or the same of the year before' }),
  format: z.enum(['json', 'csv']).optional().meta({ description: '@default - as Accept says; JSON' }),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

export const readReportRoute = defineRoute({
  id: 'readReport',
  method: 'GET',
  path: '/v1/reports/{name}',
  kind: 'report',
  access: 'token',
  right: 'report.read',
  missing: 'report',
  throttle: 20,
  params: ReportPath,
  query: ReportQuery,
  polled: true,
  answer: returns<ReportView>(),
});

export const readReportContract = () =>
  describeRoute(readReportRoute, {
    tag: 'Reports',
    summary: 'A report: numbers, of which each can be opened',
    description:
      'Of the leads that the caller is told of, as `scope` says: managers of their regions; leaders of what their pools had when it happened; reps of what they had then. Days begin at midnight in the zone of the company; the zone of days that are over stays when the company moves. `Accept: text/csv`, or `format=csv`, answers the same table as CSV. What a column counts is in `definition`, and in docs/generated/definitions.md.',
    example: { params: { name: 'funnel' }, query: { from: '2026-11-01', to: '2026-12-01', by: 'source' } },
    answers: {
      200: json('The table', ReportView),
      422: problem('A parameter is wrong, unknown, or none of this report.'),
    },
  });
