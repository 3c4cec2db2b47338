import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { nextCursor } from '../words.ts';

const side = z.object({
  companyId: z.string(),
  name: z.string().nullable(),
  taxCode: z.string().nullable(),
  domains: z.array(z.string()),
  ownerRepId: z.string().nullable(),
  createdAt: z.string(),
});

export const CompanyCandidateListView = z
  .object({
    items: z.array(
      z.object({
        company: side.meta({ description: 'The older one' }),
        other: side,
        reason: z.enum(['similarDomain', 'domainLikeName', 'sameName']).nullable().meta({
          description:
            'Domains that differ by their suffix alone; a domain that is called like the other company; the same name within one province, or of a company that was made known by hand',
        }),
        at: z.string(),
      }),
    ),
    nextCursor,
  })
  .meta({ id: 'CompanyCandidates' });
export type CompanyCandidateListView = z.infer<typeof CompanyCandidateListView>;

export const CompanyCandidateQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type CompanyCandidateQuery = z.infer<typeof CompanyCandidateQuery>;

export const listCompanyCandidatesRoute = defineRoute({
  id: 'listCompanyCandidates',
  method: 'GET',
  path: '/v1/company-merge-candidates',
  kind: 'read',
  access: 'token',
  right: 'company.change',
  missing: 'page',
  throttle: 50,
  query: CompanyCandidateQuery,
  answer: returns<CompanyCandidateListView>(),
});

export const listCompanyCandidatesContract = () =>
  describeRoute(listCompanyCandidatesRoute, {
    tag: 'Companies',
    summary: 'Companies that may be one, the latest first',
    description:
      'To work off: merge two, or say that they are two. Pairs of which you may change both. Companies with a tax code each are never listed, and what somebody has decided is not brought up again.',
    example: { query: { limit: '25' } },
    answers: {
      200: json('Pairs that wait for somebody to decide', CompanyCandidateListView),
      422: problem('A parameter is wrong or unknown.'),
    },
  });
