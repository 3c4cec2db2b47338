import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { ExportPath, exampleExportId } from './export-path.ts';
import { ExportView } from './export-view.ts';

export const showExportRoute = defineRoute({
  id: 'showExport',
  method: 'GET',
  path: '/v1/exports/{exportId}',
  kind: 'long',
  access: 'token',
  right: 'list.export',
  missing: 'export',
  throttle: 10,
  params: ExportPath,
  query: NoQuery,
  answer: returns<ExportView>(),
});

export const showExportContract = () =>
  describeRoute(showExportRoute, {
    tag: 'Exports',
    summary: 'How far an export is, and its file',
    description:
      'For whoever asked for it, and admins. The link to the file is for whoever asked alone, as long as they may see what they saw then; the file goes a day after it was made, and at once when a person in it is erased.',
    example: { params: { exportId: exampleExportId } },
    answers: { 200: json('Found', ExportView) },
  });
