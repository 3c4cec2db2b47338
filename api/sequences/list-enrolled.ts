import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { EnrolledListView } from './enrolment-view.ts';
import { exampleSequenceId, SequencePath } from './sequence-path.ts';

export const ListEnrolledQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListEnrolledQuery = z.infer<typeof ListEnrolledQuery>;

export const listEnrolledRoute = defineRoute({
  id: 'listEnrolled',
  method: 'GET',
  path: '/v1/sequences/{sequenceId}/enrolments',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  missing: 'sequence',
  throttle: 20,
  params: SequencePath,
  query: ListEnrolledQuery,
  answer: returns<EnrolledListView>(),
});

export const listEnrolledContract = () =>
  describeRoute(listEnrolledRoute, {
    tag: 'Sequences',
    summary: 'The leads that are in a sequence, those first that are in it longest',
    description:
      'Of leads that the caller may read. A request looks at 2,000 rows and reads 500 leads at most, so a page may be short or empty and still carry nextCursor, ' +
      'which is good for the same user and query.',
    example: { params: { sequenceId: exampleSequenceId } },
    answers: { 200: json('Found', EnrolledListView), 422: problem('A parameter is wrong or unknown.') },
  });
