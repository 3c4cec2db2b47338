import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { CompanyPath, exampleCompanyId } from './company-path.ts';
import { CompanyPeopleView } from './company-view.ts';

export const ListCompanyPeopleQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListCompanyPeopleQuery = z.infer<typeof ListCompanyPeopleQuery>;

export const listCompanyPeopleRoute = defineRoute({
  id: 'listCompanyPeople',
  method: 'GET',
  path: '/v1/companies/{companyId}/people',
  kind: 'read',
  access: 'token',
  right: 'company.read',
  missing: 'company',
  throttle: 100,
  params: CompanyPath,
  query: ListCompanyPeopleQuery,
  answer: returns<CompanyPeopleView>(),
});

export const listCompanyPeopleContract = () =>
  describeRoute(listCompanyPeopleRoute, {
    tag: 'Companies',
    summary: 'The people of a company whom the caller may see, the latest known first',
    example: { params: { companyId: exampleCompanyId } },
    answers: { 200: json('Found', CompanyPeopleView), 422: problem('A parameter is wrong or unknown.') },
  });
