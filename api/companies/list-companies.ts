import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { CompanyListView } from './company-view.ts';

export const ListCompaniesQuery = z.strictObject({
  taxCode: z.string().min(1).max(40).optional().meta({ description: 'The company that has this tax code' }),
  domain: z.string().min(1).max(254).optional().meta({ description: 'The company whose mailboxes are under this domain' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListCompaniesQuery = z.infer<typeof ListCompaniesQuery>;

export const listCompaniesRoute = defineRoute({
  id: 'listCompanies',
  method: 'GET',
  path: '/v1/companies',
  kind: 'read',
  access: 'token',
  right: 'company.read',
  missing: 'company',
  throttle: 50,
  query: ListCompaniesQuery,
  answer: returns<CompanyListView>(),
});

export const listCompaniesContract = () =>
  describeRoute(listCompaniesRoute, {
    tag: 'Companies',
    summary: 'The companies whose people the caller may see, the latest known first',
    description: 'Of a rep by the own leads, the latest active first. A page may be short or empty and still carry a cursor.',
    example: {},
    answers: { 200: json('Found', CompanyListView), 422: problem('A parameter is wrong or unknown.') },
  });
