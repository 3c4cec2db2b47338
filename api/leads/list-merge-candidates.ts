import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { nextCursor, Stage } from '../words.ts';

/** A lead of a pair, as far as it helps to decide. */
export const MergeSide = z.object({
  leadId: z.string(),
  fullName: z.string().nullable(),
  provinceName: z.string().nullable(),
  stage: Stage,
  ownerRepId: z.string().nullable(),
  createdAt: z.string(),
});

export const MergeCandidate = z.object({
  lead: MergeSide.meta({ description: 'The older one' }),
  other: MergeSide,
  reason: z.enum(['samePhone', 'emailAndPhoneOfTwoLeads', 'proposedAddress', 'acceptedDetail', 'saidByRep']).nullable(),
  at: z.string(),
});

export const MergeCandidateListView = z.object({ items: z.array(MergeCandidate), nextCursor }).meta({ id: 'MergeCandidates' });
export type MergeCandidateListView = z.infer<typeof MergeCandidateListView>;

export const MergeCandidateQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type MergeCandidateQuery = z.infer<typeof MergeCandidateQuery>;

export const listMergeCandidatesRoute = defineRoute({
  id: 'listMergeCandidates',
  method: 'GET',
  path: '/v1/merge-candidates',
  kind: 'read',
  access: 'token',
  right: 'lead.merge',
  missing: 'page',
  throttle: 50,
  query: MergeCandidateQuery,
  answer: returns<MergeCandidateListView>(),
});

export const listMergeCandidatesContract = () =>
  describeRoute(listMergeCandidatesRoute, {
    tag: 'Leads',
    summary: 'Leads that may be one person, the latest first',
    description:
      'To work off: merge two, or say that they are two people. Pairs of which you may change both leads. A reason is what posts say alike; names, devices and networks are none, and neither are landlines and hotlines.',
    example: { query: { limit: '25' } },
    answers: {
      200: json('Pairs that wait for somebody to decide', MergeCandidateListView),
      422: problem('A parameter is wrong or unknown.'),
    },
  });
