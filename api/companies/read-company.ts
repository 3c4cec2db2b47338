import { describeRoute, json } from '../contract.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { CompanyPath, exampleCompanyId } from './company-path.ts';
import { CompanyView } from './company-view.ts';

export const readCompanyRoute = defineRoute({
  id: 'readCompany',
  method: 'GET',
  path: '/v1/companies/{companyId}',
  kind: 'read',
  access: 'token',
  right: 'company.read',
  missing: 'company',
  throttle: 100,
  params: CompanyPath,
  query: NoQuery,
  answer: returns<CompanyView>(),
});

export const readCompanyContract = () =>
  describeRoute(readCompanyRoute, {
    tag: 'Companies',
    summary: 'One company',
    description: 'Whoever may see one of its people, has it, or made it known.',
    example: { params: { companyId: exampleCompanyId } },
    answers: { 200: json('Found', CompanyView), 422: problem('A parameter is wrong or unknown.') },
  });
