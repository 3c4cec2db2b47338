import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { CompanyPath, exampleCompanyId } from './company-path.ts';
import { CompanyView } from './company-view.ts';
import { companyName, domains, ownerRepId, taxCode } from './company-words.ts';

export const changeCompanyRoute = defineRoute({
  id: 'changeCompany',
  method: 'PATCH',
  path: '/v1/companies/{companyId}',
  kind: 'change',
  access: 'token',
  right: 'company.change',
  missing: 'company',
  throttle: 50,
  params: CompanyPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('company') }),
  body: z
    .strictObject({
      name: companyName.optional(),
      taxCode: taxCode.nullable().optional(),
      domains: domains.optional(),
      ownerRepId: ownerRepId.nullable().optional().meta({ description: 'For those who may give leads to others' }),
    })
    .refine((body) => Object.keys(body).length > 0, 'say what to change'),
  maxBodyKb: 8,
  answer: returns<CompanyView>(),
});

export const changeCompanyContract = () =>
  describeRoute(changeCompanyRoute, {
    tag: 'Companies',
    summary: 'Put right what is known of a company, or say whose it is',
    description:
      'What is not named stays. A domain that is taken away is nobody’s until somebody posts from it. Who has leads of the company keeps them, whoever owns it.',
    example: { params: { companyId: exampleCompanyId }, headers: { 'If-Match': '"3"' }, body: { name: 'Công ty TNHH Sông Thu' } },
    answers: {
      200: json('Changed, or as it stood where nothing changes', CompanyView),
      400: problem('The body is not JSON.'),
      409: problem('Another company has the tax code or a domain.'),
      412: problem('The company has another version: read it again.'),
      413: problem('The body is larger than 8 KB.'),
      422: problem('The tax code is none, a domain is nobody’s own, there is no such rep, or the body or a header has a fault.'),
    },
  });
